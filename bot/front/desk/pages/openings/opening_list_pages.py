"""The pages of lists of openings: sending one, what is wrong and what is flagged in it, importing it. Added by ``desk_app``."""

from __future__ import annotations

from typing import Any

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRequest, Download, Page, Redirect
from bot.front.desk.pages.lists import NO_FILE, STAGES, ListStage, report_of
from bot.front.desk.pages.openings.opening_lists import LONGEST_SOURCE, OpeningFile, OpeningLists
from bot.front.web.middleware import LARGEST_UPLOAD
from bot.jobs.imports import OpeningProgress
from bot.people.imports import PeopleListError
from bot.staff import Permission
from bot.wording.jobs import FLAG_LABELS
from bot.wording.office import say_result

PATH = "/desk/jobs/lists"


def add_opening_lists(desk: Desk, room: OpeningLists) -> None:
    """Serve the pages of lists of openings."""
    _add_sending(desk, room)
    _add_reading(desk, room)
    _add_importing(desk, room)


def _add_sending(desk: Desk, room: OpeningLists) -> None:
    @desk.get(PATH, Permission.JOBS)
    def show_all(asked: DeskRequest) -> Page:
        return _sending(asked, room)

    @desk.post(PATH, Permission.JOBS, takes_file=True)
    def send(asked: DeskRequest) -> Answer:
        upload = asked.files.get("list")
        if upload is None:
            raise NO_FILE
        try:
            work = room.take(upload, asked.colleague.userid, asked.at)
        except PeopleListError as error:
            return _sending(asked, room, str(error))
        asked.audit("jobs.looked_through", f"list:{work.id}")
        return Redirect(f"{PATH}/{work.id}")


def _add_reading(desk: Desk, room: OpeningLists) -> None:
    @desk.get(f"{PATH}/{{list}}", Permission.JOBS)
    def show(asked: DeskRequest) -> Page:
        return Page("opening_list.html", _values(room, room.shelf.find(asked)))

    @desk.get(f"{PATH}/{{list}}/part", Permission.JOBS)
    def show_part(asked: DeskRequest) -> Page:
        return Page("opening_list_part.html", _values(room, room.shelf.find(asked)))

    @desk.get(f"{PATH}/{{list}}/report.csv", Permission.JOBS)
    def download(asked: DeskRequest) -> Download:
        return report_of(room.shelf.find(asked))


def _add_importing(desk: Desk, room: OpeningLists) -> None:
    @desk.post(f"{PATH}/{{list}}/import", Permission.JOBS)
    def store(asked: DeskRequest) -> Answer:
        work, by, log, at = room.shelf.find(asked), asked.colleague.userid, asked.log, asked.at

        def after(found: OpeningProgress) -> None:
            fresh, changed = found.counts.fresh, found.counts.changed
            log.write(by, "jobs.imported", None, at, list=work.source, fresh=fresh, changed=changed, lost=found.lost)

        try:
            room.store(work, asked.form.get("source", ""), after)
        except SituationError as error:
            return Page("opening_list.html", {**_values(room, work), "wrong_source": str(error)}, 422)
        return Redirect(f"{PATH}/{work.id}")


def _sending(asked: DeskRequest, room: OpeningLists, wrong: str = "") -> Page:
    works = room.shelf.of(asked.colleague.userid)
    values = {"works": works, "wrong_list": wrong, "most": LARGEST_UPLOAD >> 20, "STAGES": STAGES, "path": PATH}
    return Page("opening_lists.html", values, 422 if wrong else 200)


def _values(room: OpeningLists, work: OpeningFile) -> dict[str, Any]:
    # First of all: another thread works on it, and writes down the stage last.
    stage = work.stage
    found = work.found
    flagged = [] if found is None else [(FLAG_LABELS[kind], count) for kind, count in found.flagged.items()]
    return {
        "work": work,
        "stage": stage,
        "is_done": stage is ListStage.IMPORTED,
        "found": found,
        "flagged": sorted(flagged, key=lambda each: -each[1]),
        "STAGES": STAGES,
        "sources": room.sources() if stage is ListStage.LOOKED else [],
        "say_result": say_result,
        "longest_source": LONGEST_SOURCE,
        "path": PATH,
        "wrong_source": "",
    }
