"""The pages of lists of fairs: sending one, what is wrong with it, importing it. Added with the pages of fairs."""

from __future__ import annotations

from typing import Any

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRequest, Download, Page, Redirect
from bot.front.desk.pages.fairs.fair_lists import FairFile, FairLists, FoundFairs
from bot.front.desk.pages.lists import NO_FILE, STAGES, ListStage, report_of
from bot.front.web.middleware import LARGEST_UPLOAD
from bot.people.imports import PeopleListError
from bot.staff import Permission
from bot.wording.jobs import say_fair
from bot.wording.office import say_result

PATH = "/desk/fairs/lists"
SHOWN = 20


def add_fair_lists(desk: Desk, room: FairLists) -> None:
    """Serve the pages of lists of fairs."""
    _add_sending(desk, room)
    _add_reading(desk, room)
    _add_importing(desk, room)


def _add_sending(desk: Desk, room: FairLists) -> None:
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
        asked.audit("jobs.fairs_looked_through", f"list:{work.id}")
        return Redirect(f"{PATH}/{work.id}")


def _add_reading(desk: Desk, room: FairLists) -> None:
    @desk.get(f"{PATH}/{{list}}", Permission.JOBS)
    def show(asked: DeskRequest) -> Page:
        return Page("fair_list.html", _values(room.shelf.find(asked)))

    @desk.get(f"{PATH}/{{list}}/part", Permission.JOBS)
    def show_part(asked: DeskRequest) -> Page:
        return Page("fair_list_part.html", _values(room.shelf.find(asked)))

    @desk.get(f"{PATH}/{{list}}/report.csv", Permission.JOBS)
    def download(asked: DeskRequest) -> Download:
        return report_of(room.shelf.find(asked))


def _add_importing(desk: Desk, room: FairLists) -> None:
    @desk.post(f"{PATH}/{{list}}/import", Permission.JOBS)
    def store(asked: DeskRequest) -> Answer:
        work, by, log, at = room.shelf.find(asked), asked.colleague.userid, asked.log, asked.at

        def after(found: FoundFairs) -> None:
            log.write(by, "jobs.fairs_imported", None, at, list=work.source, count=len(found.fairs))

        try:
            room.store(work, at, after)
        except SituationError as error:
            return Page("fair_list.html", {**_values(work), "wrong_list": str(error)}, 422)
        return Redirect(f"{PATH}/{work.id}")


def _sending(asked: DeskRequest, room: FairLists, wrong: str = "") -> Page:
    works = room.shelf.of(asked.colleague.userid)
    values = {"works": works, "wrong_list": wrong, "most": LARGEST_UPLOAD >> 20, "STAGES": STAGES, "path": PATH}
    return Page("fair_lists.html", values, 422 if wrong else 200)


def _values(work: FairFile) -> dict[str, Any]:
    # First of all: another thread works on it, and writes down the stage last.
    stage = work.stage
    found = work.found
    return {
        "work": work,
        "stage": stage,
        "is_done": stage is ListStage.IMPORTED,
        "found": found,
        "lines": [] if found is None else [say_fair(fair) for fair in found.fairs[:SHOWN]],
        "STAGES": STAGES,
        "say_result": say_result,
        "path": PATH,
        "wrong_list": "",
    }
