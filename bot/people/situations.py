"""The facts of a person on a day, for the engine, and the same facts as SQL, for audiences.

What is known exactly on that day counts; an age or a count of months stated on another day that may have grown by one more
is unknown, so that nobody is chosen or left out by a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Integer, and_, case, cast, func, null
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility import Situation, age_on, values_on
from bot.kb import Fact, FactType, KnowledgeBase, Value
from bot.people.passed_time import full_units
from bot.storage.tables import people

AGE = "age"


class Described(Protocol):
    """What a row of ``people`` tells of a person."""

    born_on: date | None
    facts: Mapping[str, Any]
    provenance: Mapping[str, Any]


def situation_of(row: Described, kb: KnowledgeBase, on: date) -> Situation:
    """Return the facts of a person on a day; a fact that the knowledge base no longer has is left out."""
    known: dict[str, Value] = {}
    for name, fact in kb.facts.items():
        if name == AGE and row.born_on is not None:
            value: Value | None = full_units(row.born_on, on, "years") if row.born_on <= on else None
        else:
            value = _value_on(fact, row, on)
        if value is not None:
            known[name] = value
    return Situation(known, on)


def fact_columns(kb: KnowledgeBase, on: date) -> Mapping[str, ColumnElement[Any]]:
    """Return the expression over ``people`` that holds each fact on a day; NULL where `situation_of` knows nothing."""
    columns = {name: _column_on(fact, on) for name, fact in kb.facts.items()}
    if AGE in columns:
        by_birth = case((people.c.born_on <= on, age_on(people.c.born_on, on)), else_=null())
        columns[AGE] = case((people.c.born_on.is_not(None), by_birth), else_=columns[AGE])
    return columns


def _value_on(fact: Fact, row: Described, on: date) -> Value | None:
    value: Value | None = row.facts.get(fact.id)
    if value is None or not fact.grows:
        return value
    stated = row.provenance.get(fact.id, {})
    if "since" in stated:
        since = date.fromisoformat(stated["since"])
        return full_units(since, on, fact.unit) if since <= on else None
    if "on" not in stated:
        return None
    possible = values_on(fact, value, Situation(as_of=date.fromisoformat(stated["on"])), on)
    return possible[0] if len(possible) == 1 else None


def _column_on(fact: Fact, on: date) -> ColumnElement[Any]:
    stated = people.c.facts[fact.id]
    if fact.type is FactType.YES_NO:
        return stated.as_boolean()
    if fact.type is FactType.CHOICE:
        return stated.as_string()
    if not fact.grows:
        return stated.as_integer()
    since = people.c.provenance[(fact.id, "since")].as_string()
    grown = case((since <= on.isoformat(), _full_units(since, on, fact.unit)), else_=null())
    shifted = _shifted(stated.as_integer(), people.c.provenance[(fact.id, "on")].as_string(), on, fact.unit)
    # A fact that is not there is unknown, whatever its provenance says.
    return case((stated.as_integer().is_(None), null()), (since.is_not(None), grown), else_=shifted)


def _shifted(value: ColumnElement[Any], stated_on: ColumnElement[Any], on: date, unit: str) -> ColumnElement[Any]:
    """Return a stated number on a day: exact on the same day of the year (or month) as it was stated, NULL on others."""
    year, month, _ = _parts(stated_on)
    if unit == "years":
        recurs = func.substr(stated_on, 6) == on.strftime("%m-%d")
        passed = on.year - year
    else:
        recurs = func.substr(stated_on, 9) == on.strftime("%d")
        passed = (on.year - year) * 12 + on.month - month
    return case((stated_on == on.isoformat(), value), (and_(recurs, value + passed >= 0), value + passed), else_=null())


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
