"""What came of a list of people, in the words of the row report: the same for the command line and the desk. Pure."""

from __future__ import annotations

from typing import Any

from bot.eligibility import UNKNOWN, from_stored
from bot.kb import Fact
from bot.people.imports import PersonRow, RowMistake
from bot.text import plain_cell
from bot.wording.checks import say_value

REPORT_HEADING = ("行", "格", "列", "哪里不对、怎么改", "结果")
LOST, LEFT_OUT, TO_LOOK_AT = "整行没有导入", "只略过这一格", "已记下，请核对"


def say_result(mistake: RowMistake) -> str:
    """Return what became of the place."""
    if mistake.is_reminder:
        return TO_LOOK_AT
    return LOST if mistake.is_row_lost else LEFT_OUT


def report_row(mistake: RowMistake) -> tuple[object, ...]:
    """Return the row of the report, safe for spreadsheets."""
    said = (plain_cell(text) for text in (mistake.place, mistake.column, mistake.message))
    return (mistake.number, *said, say_result(mistake))


def say_person(person: PersonRow, facts: list[Fact]) -> list[str]:
    """Return a row as it is stored, for a table: town, year of birth, whether name and phone are there, the facts."""
    born = f"{person.born_on:%Y}年" if person.born_on else ""
    kept = ["有" if text else "" for text in (person.name, person.phone)]
    return [person.town or "", born, *kept, *(say_stored(fact, person.facts.get(fact.id)) for fact in facts)]


def say_stored(fact: Fact, value: Any) -> str:
    """Return the stored value of a fact as people say it."""
    return say_value(fact, UNKNOWN if value is None else from_stored(value))
