"""What people write and what a careful officer notes of it: the cases that the reading of messages is measured with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.kb.model.interval import Interval

SINCE = "_since"
# The one fact that is a date itself; of the others a start date stands for the months since.
BORN = "born_on"


@dataclass(frozen=True)
class NotedRange:
    """A value known between two bounds; of a ``soft`` side any bound is right, because words such as 快 leave it open."""

    bounds: Interval[int] | Interval[date]
    soft: frozenset[str] = frozenset()

    def accepts(self, read: Interval[int] | Interval[date]) -> bool:
        """Return whether ``read`` has the same bounds on the sides that are not soft.

        >>> NotedRange(Interval(45, 49), frozenset({"low"})).accepts(Interval(None, 49))
        True
        """
        return ("low" in self.soft or read.low == self.bounds.low) and (
            "high" in self.soft or read.high == self.bounds.high
        )


Noted = bool | int | str | date | NotedRange


@dataclass(frozen=True)
class NotAFact:
    """What must not be taken from a message as a fact of the one who is checked.

    Args:
        fact: id of the fact.
        because: other_person | past | planned | question | not_said | corrected.
        owner: whose fact it is, when it is another's.
        value: the wrong value; None when every value that ``facts`` does not hold would be wrong.
    """

    fact: str
    because: str
    owner: str | None = None
    value: Noted | None = None


@dataclass(frozen=True)
class FactCase:
    """One message with what it says.

    Args:
        said: the message as typed.
        today: the day it is written on.
        about: who the check is about: self | spouse | child | parent | other | firm.
        asked_on: the day, month or year a verdict is asked for (``2022-07``); None for today.
        facts: what is stated of that person or firm and holds now; start dates as ``<fact>_since``.
        implied: what may be read into the words and need not.
        left_open: facts that careful readers note differently; neither right nor wrong.
        not_facts: what must not be taken.
        marks: list | correction | date | identity.
    """

    id: str
    said: str
    today: date
    about: str
    asked_on: str | None
    facts: Mapping[str, Noted]
    implied: Mapping[str, Noted]
    left_open: frozenset[str]
    not_facts: tuple[NotAFact, ...]
    marks: frozenset[str]

    def kinds_of(self, fact: str) -> frozenset[str]:
        """Return in which ways this message is about a fact: yes, no, range, date, list …, past, other_person, question …."""
        noted = {kind for key, value in self.facts.items() if fact_of(key) == fact for kind in _kinds(key, value)}
        marks = self.marks & {"list", "correction"} if noted else set()
        return frozenset(noted | marks | {each.because for each in self.not_facts if each.fact == fact})

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of all facts of this message with its marks; ``nothing`` when it states no fact."""
        named = {fact_of(key) for key in self.facts} | {each.fact for each in self.not_facts}
        every = self.marks.union(*(self.kinds_of(fact) for fact in named))
        return every if self.facts else every | {"nothing"}


def fact_of(key: str) -> str:
    """Return the fact that a key of ``facts`` is about.

    >>> fact_of("business_months_since"), fact_of("sex")
    ('business_months', 'sex')
    """
    return key[: -len(SINCE)] if key.endswith(SINCE) else key


def is_date(key: str) -> bool:
    """Return whether a key of ``facts`` holds a day: the birth or the start of something.

    >>> is_date("born_on"), is_date("business_months_since"), is_date("business_months")
    (True, True, False)
    """
    return key == BORN or fact_of(key) != key


def load_fact_cases(folder: Path) -> tuple[FactCase, ...]:
    """Return the cases of every file of ``folder`` in the order of file names; the shape is the schema's business."""
    return tuple(
        _case(data)
        for path in sorted(folder.glob("*.yml"))
        for data in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    )


def _case(data: dict[str, Any]) -> FactCase:
    return FactCase(
        id=data["id"],
        said=data["said"],
        today=date.fromisoformat(data["today"]),
        about=data.get("about", "self"),
        asked_on=data.get("asked_on"),
        facts={key: _noted(key, value) for key, value in data["facts"].items()},
        implied={key: _noted(key, value) for key, value in data.get("implied", {}).items()},
        left_open=frozenset(data.get("open", ())),
        not_facts=tuple(_not_a_fact(each) for each in data.get("not_facts", ())),
        marks=frozenset(data.get("kinds", ())),
    )


def _not_a_fact(data: dict[str, Any]) -> NotAFact:
    value = _noted(data["fact"], data["value"]) if "value" in data else None
    return NotAFact(data["fact"], data["because"], data.get("owner"), value)


def _noted(key: str, value: Any) -> Noted:
    of_date = is_date(key)
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        bounds = Interval(_day(low), _day(high)) if of_date else Interval[int](low, high)
        return NotedRange(bounds, frozenset(value.get("soft", ())))
    noted: Noted = date.fromisoformat(value) if of_date else value
    return noted


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _kinds(key: str, value: Noted) -> frozenset[str]:
    """Return ``yes`` or ``no`` and what else the value is; nought, "less than" and "born before" are a no."""
    unbounded = isinstance(value, NotedRange) and value.bounds.low is None
    if is_date(key):
        return frozenset({"date", "no" if key == BORN and unbounded else "yes"})
    if isinstance(value, NotedRange):
        return frozenset({"range", "no" if unbounded else "yes"})
    # Of the two sexes one has to be the no; of other choices it is "none of these", of the states of a benefit the first time.
    return frozenset({"no" if value in (False, "male", "other", "first_time") else "yes"})
