"""An opening as somebody writes it into a form: read by the reader of lists, so that the same is looked at. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.jobs.imports.columns import EMPLOYER, TITLE, OpeningColumns
from bot.jobs.imports.opening_reader import LONGEST, OpeningReader
from bot.jobs.imports.opening_row import OpeningRow
from bot.kb import KnowledgeBase
from bot.people.imports import Row, RowMistake

# So that a form with all fields full stays below what a request may hold.
LONGEST_WRITTEN = 1_000
EMPLOYER_FIELDS: Mapping[str, int] = {EMPLOYER: LONGEST[EMPLOYER], "credit_code": 32, "kind": 32, "size": 32}
OPENING_FIELDS: Mapping[str, int] = {
    TITLE: LONGEST[TITLE],
    "pay": LONGEST["pay"],
    "town": 64,
    "place": LONGEST["place"],
    "form": 16,
    "hours": LONGEST["hours"],
    "headcount": 8,
    "until": 16,
    "duties": LONGEST_WRITTEN,
    "requirements": LONGEST_WRITTEN,
    "insurance": LONGEST["insurance"],
    "contact": 64,
    "phone": 64,
}
_FIELDS = {**EMPLOYER_FIELDS, **OPENING_FIELDS}
_OF_LISTS = ("，这一行没有导入", "，没有记", "，先当面议")
BLANK = {EMPLOYER: "单位", TITLE: "岗位"}
OVER = "截止日期已经过了；请改成今天或以后"


@dataclass(frozen=True)
class WrittenOpening:
    """What was read of a form; ``wrong`` says by field what is to be mended, and then nothing is to be stored."""

    row: OpeningRow | None
    wrong: Mapping[str, str] = field(default_factory=dict)


def read_opening_form(written: Mapping[str, str], kb: KnowledgeBase, on: date) -> WrittenOpening:
    """Read the fields of a form; what a list leaves out with a word, a form sends back.

    Args:
        on: the day by whose least pay it is measured, and before which it may not end.
    """
    texts = {name: written.get(name, "").strip() for name in _FIELDS}
    wrong = {
        name: f"太长，最多 {most} 个字；现在 {len(texts[name])} 个字"
        for name, most in _FIELDS.items()
        if len(texts[name]) > most
    }

    def note(mistake: RowMistake) -> None:
        is_over = mistake.column == "until" and mistake.is_reminder
        if is_over or not mistake.is_reminder:
            wrong.setdefault(mistake.column, OVER if is_over else _for_form(mistake.message))

    names = tuple(_FIELDS)
    reader = OpeningReader(OpeningColumns({name: name for name in names}), names, kb, on, note)
    for name in (EMPLOYER, TITLE):
        if not texts[name]:
            wrong[name] = "没有填；请补上"
    # A row without these is given up at once; a form says everything that is to be mended.
    row = reader.read(Row(1, tuple(texts[name] or BLANK.get(name, "") for name in names)))
    return WrittenOpening(None if wrong else row, wrong)


def _for_form(message: str) -> str:
    """Return what is wrong without what a list does about it: a form is sent back instead."""
    for words in _OF_LISTS:
        message = message.replace(words, "")
    return message
