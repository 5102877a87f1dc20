"""The page on which a colleague writes an employer and an opening down by hand; looked at like a row of a list. Added by ``desk_app``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRequest, Page, Redirect
from bot.front.desk.pages.openings.opening_lists import BY_HAND
from bot.jobs import Openings
from bot.jobs.imports import (
    EMPLOYER_FIELDS,
    OPENING_FIELDS,
    OpeningCounts,
    OpeningImport,
    WrittenOpening,
    read_opening_form,
    store_openings,
)
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.staff import Permission
from bot.wording.jobs import employers as say

PATH = "/desk/jobs/new"
QUEUE = "/desk/jobs"
SEALED = ("contact", "phone")
LABELS = {**say.FIELDS, "kind": ("单位类型", "例如：企业、个体户"), "size": ("多少人", "例如：20-99人")}
BECAME = {
    "fresh": "记下了：{title}，等审核。审核通过以前市民看不到。",
    "changed": "改好了：{title}，重新等审核。",
    "unchanged": "{title}：和已经记下的一个字不差，没有改动。",
    "joined": "{title}：别的表上已经有同一个岗位，没有再记一个。",
}


class WrittenOpenings:
    """What the page needs.

    Args:
        secret: with which rows are told apart, as those of lists.
        sealer: None without a key, where no contacts are asked for.
        today: the day by whose least pay an opening is measured.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        secret: str,
        sealer: Sealer | None,
        today: Callable[[], date],
    ) -> None:
        self._engine, self._kb, self._secret, self._sealer, self._today = engine, kb, secret, sealer, today
        self.longest = {**EMPLOYER_FIELDS, **OPENING_FIELDS}
        self.fields = tuple(name for name in OPENING_FIELDS if sealer is not None or name not in SEALED)

    def known(self, opening: str) -> Mapping[str, str]:
        """Return what is known of the employer of an opening, for another one of the same; nothing without a number."""
        number = int(opening) if opening.isascii() and opening.isdigit() and len(opening) < 10 else 0
        found = Openings(self._engine).find(number)
        if found is None:
            return {}
        employer = found.employer
        said = (employer.name, employer.credit_code, employer.kind, employer.size, employer.town)
        names = (*EMPLOYER_FIELDS, "town")
        return {name: words or "" for name, words in zip(names, said, strict=True)}

    def read(self, form: Mapping[str, str]) -> WrittenOpening:
        """Return the opening of a form, or what is to be mended."""
        taken = {name: form.get(name, "") for name in (*EMPLOYER_FIELDS, *self.fields)}
        return read_opening_form(taken, self._kb(), self._today())

    def keep(self, written: WrittenOpening, at: datetime) -> OpeningCounts:
        """Store a written opening, which waits for a colleague; tell what became of it."""
        assert written.row is not None
        return store_openings(self._engine, OpeningImport(BY_HAND, self._secret, self._sealer, at), [written.row])


def add_written_openings(desk: Desk, room: WrittenOpenings) -> None:
    """Add the page and what its form does."""

    @desk.get(PATH, Permission.JOBS)
    def show(asked: DeskRequest) -> Page:
        return _page(room, room.known(asked.query.get("like", "")), {})

    @desk.post(PATH, Permission.JOBS)
    def write(asked: DeskRequest) -> Answer:
        read = room.read(asked.form)
        if read.row is None:
            return _page(room, asked.form, read.wrong)
        counts = room.keep(read, asked.at)
        became = say.became(counts)
        asked.audit("jobs.opening_written", None, stage=became)
        return Redirect(QUEUE, BECAME[became].format(title=read.row.title))


def _page(room: WrittenOpenings, written: Mapping[str, str], wrong: Mapping[str, str]) -> Page:
    values = {
        "written": written,
        "wrong_fields": wrong,
        "parts": (("单位", tuple(EMPLOYER_FIELDS)), ("岗位", room.fields)),
        "labels": LABELS,
        "long_fields": say.LONG,
        "form_choices": say.FORM_CHOICES,
        "longest": room.longest,
        "not_legal": say.NOT_LEGAL,
        "needed": ("employer", "title"),
        "path": PATH,
    }
    return Page("opening_written.html", values, 422 if wrong else 200)
