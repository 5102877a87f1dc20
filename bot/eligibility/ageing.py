"""Ages and month counts on another day than the one on which they were stated, by the calendar. Pure."""

from __future__ import annotations

from datetime import date

from bot.eligibility.situation import Situation
from bot.kb import Fact, Value


def values_on(fact: Fact, value: Value, situation: Situation, on: date) -> tuple[Value, ...]:
    """Return what a stated value can be on a day: itself, or for what grows one or two numbers; empty when it cannot be.

    Before it began (a firm of 12 months, three years ago) a count has no value at all: unknown, and not a small number.
    """
    if not fact.grows or situation.as_of in (on, date.max):
        return (value,)
    shift = years_between if fact.unit == "years" else months_between
    possible = tuple(int(value) + passed for passed in shift(situation.as_of, on))
    return possible if min(possible) >= 0 else ()


def years_between(start: date, end: date) -> tuple[int, ...]:
    """Return by how many years someone may have aged: exactly known on the same day of the year, else one of two.

    >>> years_between(date(2026, 11, 25), date(2022, 7, 1))
    (-5, -4)
    >>> years_between(date(2026, 11, 25), date(2025, 11, 25))
    (-1,)
    """
    years = end.year - start.year
    return _passed(years, (start.month, start.day), (end.month, end.day))


def months_between(start: date, end: date) -> tuple[int, ...]:
    """Return by how many months a count may have grown: exactly known on the same day of the month, else one of two."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return _passed(months, (start.day,), (end.day,))


def _passed(count: int, started: tuple[int, ...], ended: tuple[int, ...]) -> tuple[int, ...]:
    if started == ended:
        return (count,)
    return (count - 1, count) if ended < started else (count, count + 1)
