"""Ages and month counts on another day than the one on which they were stated, by the calendar. Pure."""

from __future__ import annotations

from datetime import date

from bot.eligibility.situation import UNKNOWN, Unknown
from bot.eligibility.values.intervals import count_bounds, counts_between
from bot.kb import Fact, Value


def aged(fact: Fact, value: Value, stated_on: date, on: date) -> Value | Unknown:
    """Return what a stated value is on a day: itself, or for what grows a number or a range; unknown when it cannot be told.

    Before it began (a firm of 12 months, three years ago) a count has no value at all: unknown, and not a small number.
    So has a count without a lower bound on an earlier day, for nobody knows whether it had begun.
    """
    if not fact.grows or stated_on in (on, date.max):
        return value
    passed = (years_between if fact.unit == "years" else months_between)(stated_on, on)
    low, high = count_bounds(value)
    if (low is None and passed[0] < 0) or (low is not None and low + passed[0] < 0):
        return UNKNOWN
    return counts_between(None if low is None else low + passed[0], None if high is None else high + passed[-1])


def is_exactly_carried(fact: Fact, stated_on: date, on: date) -> bool:
    """Tell whether a stated value is known on a day as exactly as it was stated."""
    if not fact.grows or stated_on == on:
        return True
    return len((years_between if fact.unit == "years" else months_between)(stated_on, on)) == 1


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
