"""The pages of lists of people: sending one, what its columns are, what is left out and what is to be mended, importing it. Added by ``desk_app``."""

from __future__ import annotations

from typing import Any

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRefusal, DeskRequest, Download, Page, Redirect
from bot.front.desk.pages.lists.list_columns import CONSENTS, LONGEST_BASIS, roles_of
from bot.front.desk.pages.lists.list_jobs import DeskFile, ListStage
from bot.front.desk.pages.lists.lists_room import DeskList, ListsRoom
from bot.front.web.middleware import LARGEST_UPLOAD
from bot.people.imports import ImportedList, PeopleListError
from bot.staff import Permission
from bot.wording.office import say_person, say_result

PATH = "/desk/people"
COLUMN = "column:"
NO_FILE = DeskRefusal(400, "没有收到文件。请先选名单，再点“看一看”。")
NO_REPORT = DeskRefusal(404, "这份名单的报告已经不在了。请再传一次。")


def add_lists(desk: Desk, room: ListsRoom) -> None:
    """Serve the pages of lists."""
    desk.entry("名单", PATH, Permission.IMPORT)
    _add_sending(desk, room)
    _add_reading(desk, room)
    _add_importing(desk, room)


def _add_sending(desk: Desk, room: ListsRoom) -> None:
    @desk.get(PATH, Permission.IMPORT)
    def show_all(asked: DeskRequest) -> Page:
        return _sending(asked, room)

    @desk.post(PATH, Permission.IMPORT, takes_file=True)
    def send(asked: DeskRequest) -> Answer:
        upload = asked.files.get("list")
        if upload is None:
            raise NO_FILE
        again = next(
            (each for each in room.shelf.of(asked.colleague.userid) if str(each.id) == asked.form.get("again")), None
        )
        try:
            work = room.take(upload, asked.colleague.userid, asked.at, again)
        except PeopleListError as error:
            return _sending(asked, room, str(error))
        asked.audit("people.looked_through", f"list:{work.source}")
        return Redirect(_path(work))


def _add_reading(desk: Desk, room: ListsRoom) -> None:
    @desk.get(f"{PATH}/{{list}}", Permission.IMPORT)
    def show(asked: DeskRequest) -> Page:
        return _shown(room, room.shelf.find(asked))

    @desk.get(f"{PATH}/{{list}}/part", Permission.IMPORT)
    def show_part(asked: DeskRequest) -> Page:
        return Page("list_part.html", _values(room, room.shelf.find(asked)))

    @desk.get(f"{PATH}/{{list}}/report.csv", Permission.IMPORT)
    def download(asked: DeskRequest) -> Download:
        return report_of(room.shelf.find(asked))


def report_of(work: DeskFile[Any]) -> Download:
    """Return the file of what is to be mended in a list.

    Raises:
        DeskRefusal: nothing is, or it is gone.
    """
    try:
        content = work.report.read_bytes()
    except OSError:
        raise NO_REPORT from None
    return Download(content, f"要改的-{work.name}.csv", "text/csv; charset=utf-8")


def _add_importing(desk: Desk, room: ListsRoom) -> None:
    @desk.post(f"{PATH}/{{list}}/columns", Permission.IMPORT)
    def choose(asked: DeskRequest) -> Answer:
        work = room.shelf.find(asked)
        try:
            room.choose(work, asked.form, _roles(asked))
        except PeopleListError as error:
            return _shown(room, work, str(error))
        room.look(work)
        return Redirect(_path(work))

    @desk.post(f"{PATH}/{{list}}/import", Permission.IMPORT)
    def store(asked: DeskRequest) -> Answer:
        work, by, log, at = room.shelf.find(asked), asked.colleague.userid, asked.log, asked.at

        def after(found: ImportedList) -> None:
            progress = found.progress
            fresh, changed = progress.counts.fresh, progress.counts.changed
            about = f"list:{work.source}"
            log.write(by, "people.imported", about, at, fresh=fresh, changed=changed, lost=progress.lost)

        if work.stage is ListStage.FAILED and work.found is None:
            raise SituationError(work.problem)
        try:
            room.choose(work, {"facts_on": work.facts_on.isoformat(), "source": work.source, **asked.form}, {})
            room.store(work, after)
        except PeopleListError as error:
            return _shown(room, work, str(error))
        return Redirect(_path(work))


def _roles(asked: DeskRequest) -> dict[str, str]:
    """Return the roles that were chosen, by heading."""
    return {name.removeprefix(COLUMN): role for name, role in asked.form.items() if name.startswith(COLUMN)}


def _sending(asked: DeskRequest, room: ListsRoom, wrong: str = "") -> Page:
    values = {"lists": room.shelf.of(asked.colleague.userid), "wrong_list": wrong, "most": LARGEST_UPLOAD >> 20}
    return Page("lists.html", {**values, "STAGES": STAGES}, 422 if wrong else 200)


def _shown(room: ListsRoom, work: DeskList, wrong: str = "") -> Page:
    return Page("list.html", {**_values(room, work), "wrong_choice": wrong}, 422 if wrong else 200)


STAGES = {
    ListStage.NEW: "刚收到",
    ListStage.LOOKING: "正在看",
    ListStage.LOOKED: "看过了，还没有导入",
    ListStage.IMPORTING: "正在导入",
    ListStage.IMPORTED: "已导入",
    ListStage.FAILED: "读不了",
}


def _values(room: ListsRoom, work: DeskList) -> dict[str, Any]:
    # First of all: another thread works on it, and writes down the stage last.
    stage = work.stage
    found, mapping = work.found, work.mapping
    facts = [column.fact for column in mapping.facts] if mapping is not None else []
    first = [(number, None if row is None else say_person(row, facts)) for number, row in found.first] if found else []
    return {
        "work": work,
        "stage": stage,
        "found": found,
        "left_out": found.left_out if found else None,
        "unread": sum(found.left_out.rows.values()) if found else 0,
        "facts": facts,
        "first": first,
        "roles": roles_of(room.kb()),
        "CONSENTS": CONSENTS,
        "STAGES": STAGES,
        "sources": room.sources(),
        "say_result": say_result,
        "longest_basis": LONGEST_BASIS,
        "most": LARGEST_UPLOAD >> 20,
        "today": room.today(),
        "wrong_choice": "",
    }


def _path(work: DeskList) -> str:
    return f"{PATH}/{work.id}"
