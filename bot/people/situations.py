"""The facts of a person on a day, for the engine, and the same facts as SQL, for audiences.

What is known exactly on that day counts; an age or a count of months stated on another day that may have grown by one more
is unknown, so that nobody is chosen or left out by a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Integer, and_, case, cast, func, not_, null, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility import (
    Bounds,
    FactColumn,
    Situation,
    Unknown,
    age_on,
    aged,
    day_number_of_text,
    from_stored,
    full_units,
    is_exactly_carried,
)
from bot.kb import Elapsed, Fact, FactType, Interval, KnowledgeBase, Value
from bot.storage.tables import people

AGE = "age"


class Described(Protocol):
    """What a row of ``people`` tells of a person."""

    born_on: date | None
    facts: Mapping[str, Any]
    provenance: Mapping[str, Any]


def situation_of(row: Described, kb: KnowledgeBase, on: date) -> Situation:
    """Return the facts of a person on a day; a fact that the knowledge base no longer has is left out."""
    return KeptFacts(kb, on, kb.facts).of(row)


class KeptFacts:
    """Reads some facts of people on a day.

    Args:
        names: the facts; a rule looks at a handful of some eighty.
    """

    def __init__(self, kb: KnowledgeBase, on: date, names: Iterable[str]) -> None:
        self._on = on
        facts = [kb.facts[name] for name in names]
        is_day = FactType.DATE
        self._facts = [(fact, tuple(_counted_from(fact, kb.facts)) if fact.type is is_day else None) for fact in facts]

    def of(self, row: Described) -> Situation:
        """Return what is known of a person, of these facts."""
        known: dict[str, Value] = {}
        for fact, counted_from in self._facts:
            if fact.id == AGE and row.born_on is not None:
                value: Value | None = full_units(row.born_on, self._on, "years") if row.born_on <= self._on else None
            elif counted_from is None:
                value = _value_on(fact, row, self._on)
            else:
                value = _day_of(fact, counted_from, row)
            if value is not None:
                known[fact.id] = value
        return Situation(known, self._on)


def _day_of(day: Fact, counts: Iterable[str], row: Described) -> Value | None:
    """Return a day as it was stated, or as the day from which a number of a list counts (毕业时间, for months since then)."""
    kept = row.facts.get(day.id)
    if kept is not None:
        return from_stored(kept)
    for number in counts:
        if number in row.facts and "since" in row.provenance.get(number, {}):
            return date.fromisoformat(row.provenance[number]["since"])
    return None


def _counted_from(day: Fact, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Yield the growing numbers that count up to the present from a day."""
    for fact in facts.values():
        source = fact.derived_from
        if (
            fact.grows
            and fact.id != AGE
            and isinstance(source, Elapsed)
            and source.since == day.id
            and not source.until
        ):
            yield fact.id


class PersonFactColumns(Mapping[str, FactColumn]):
    """What over ``people`` holds each fact on a day; NULL where `situation_of` knows nothing.

    Numbers and days have bounds, for both may be kept as ranges; days are numbers (20261125). A column is made when it is
    asked for: a rule looks at a handful of some eighty facts.
    """

    def __init__(self, kb: KnowledgeBase, on: date) -> None:
        self._facts = kb.facts
        self._on = on
        self._made: dict[str, FactColumn] = {}

    def __getitem__(self, name: str) -> FactColumn:
        if name not in self._made:
            column = _column_on(self._facts[name], self._on, self._facts)
            self._made[name] = _by_birth(column, self._on) if name == AGE and isinstance(column, Bounds) else column
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def fact_columns(kb: KnowledgeBase, on: date) -> Mapping[str, FactColumn]:
    """Return what over ``people`` holds each fact on a day."""
    return PersonFactColumns(kb, on)


def _by_birth(stated: Bounds, on: date) -> Bounds:
    """Return an age as the date of birth gives it, and as it is stated where there is none."""
    by_birth = case((people.c.born_on <= on, age_on(people.c.born_on, on)), else_=null())
    has_birth = people.c.born_on.is_not(None)
    return Bounds(*(case((has_birth, by_birth), else_=each) for each in (stated.low, stated.high)))


def _value_on(fact: Fact, row: Described, on: date) -> Value | None:
    kept = row.facts.get(fact.id)
    value = None if kept is None else from_stored(kept)
    if value is None or not fact.grows:
        return value
    stated = row.provenance.get(fact.id, {})
    if "since" in stated:
        since = date.fromisoformat(stated["since"])
        return full_units(since, on, fact.unit) if since <= on else None
    if "on" not in stated:
        return None
    return _carried(fact, value, date.fromisoformat(stated["on"]), on)


def _carried(fact: Fact, value: Value, stated_on: date, on: date) -> Value | None:
    """Return a stated number on a day when it is known there as exactly as it was stated."""
    if not is_exactly_carried(fact, stated_on, on):
        return None
    found = aged(fact, value, stated_on, on)
    is_open = isinstance(found, Unknown) or (stated_on != on and isinstance(found, Interval) and found.low is None)
    return None if is_open or isinstance(found, Unknown) else found


def _column_on(fact: Fact, on: date, facts: Mapping[str, Fact]) -> FactColumn:
    stated = people.c.facts[fact.id]
    if fact.type is FactType.YES_NO:
        return stated.as_boolean()
    if fact.type is FactType.CHOICE:
        return stated.as_string()
    if fact.type is FactType.DATE:
        return _day_bounds(fact, facts)
    low, high = _number_bounds(fact)
    if not fact.grows:
        return Bounds(low, high)
    since = people.c.provenance[(fact.id, "since")].as_string()
    grown = case((since <= on.isoformat(), _full_units(since, on, fact.unit)), else_=null())
    stated_on = people.c.provenance[(fact.id, "on")].as_string()
    # A fact that is not there is unknown, whatever its provenance says.
    is_there = stated.as_string().is_not(None)
    passed = _passed(low, stated_on, on, fact.unit)
    return Bounds(
        *(case((not_(is_there), null()), (since.is_not(None), grown), else_=side + passed) for side in (low, high))
    )


def _day_bounds(day: Fact, facts: Mapping[str, Fact]) -> Bounds:
    """Return the bounds of a day: as it was stated, or as the day from which a number of a list counts."""
    sides = [people.c.facts[(day.id, side)].as_string() for side in ("low", "high")]
    is_stated = or_(*(side.is_not(None) for side in sides))
    counted = [
        (people.c.facts[number].as_string().is_not(None), people.c.provenance[(number, "since")].as_string())
        for number in _counted_from(day, facts)
    ]
    if not counted:
        return Bounds(*(day_number_of_text(side) for side in sides))
    since = case(*((and_(is_there, begun.is_not(None)), begun) for is_there, begun in counted), else_=null())
    return Bounds(*(day_number_of_text(case((is_stated, side), else_=since)) for side in sides))


def _number_bounds(fact: Fact) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the bounds of a number as it was stated: those of a range, or twice the number itself."""
    low, high = (people.c.facts[(fact.id, side)].as_integer() for side in ("low", "high"))
    is_range = or_(low.is_not(None), high.is_not(None))
    # The number itself is looked at only where there is no range: a database cannot read {"low": …} as a number.
    exact = people.c.facts[fact.id].as_integer()
    return case((is_range, low), else_=exact), case((is_range, high), else_=exact)


def _passed(lowest: ColumnElement[Any], stated_on: ColumnElement[Any], on: date, unit: str) -> ColumnElement[Any]:
    """Return by how much a number has grown since it was stated: known on the same day of the year (or month), else NULL.

    Args:
        lowest: the smallest number it can be; what had not begun on the day is NULL.
    """
    year, month, _ = _parts(stated_on)
    if unit == "years":
        recurs = func.substr(stated_on, 6) == on.strftime("%m-%d")
        passed = on.year - year
    else:
        recurs = func.substr(stated_on, 9) == on.strftime("%d")
        passed = (on.year - year) * 12 + on.month - month
    return case((stated_on == on.isoformat(), 0), (and_(recurs, lowest + passed >= 0), passed), else_=null())


def _full_units(since: ColumnElement[Any], on: date, unit: str) -> ColumnElement[Any]:
    year, month, day = _parts(since)
    if unit == "years":
        before = case((func.substr(since, 6) > on.strftime("%m-%d"), 1), else_=0)
        return on.year - year - before
    before = case((day > on.day, 1), else_=0)
    return (on.year - year) * 12 + on.month - month - before


def _parts(day: ColumnElement[Any]) -> tuple[Any, Any, Any]:
    """Return year, month and day of a day in ISO form."""
    year, month, of_month = (
        cast(func.substr(day, start, length), Integer) for start, length in ((1, 4), (6, 2), (9, 2))
    )
    return year, month, of_month
