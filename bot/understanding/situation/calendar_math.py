"""Counts full years and months between two days, as laws count them. Pure."""

from __future__ import annotations

from datetime import date


def months_between(start: date, day: date) -> int:
    """Return the full months from one day to another; a month is full on the same day of the month.

    >>> months_between(date(2026, 3, 15), date(2026, 11, 14)), months_between(date(2026, 3, 15), date(2026, 11, 15))
    (7, 8)
    """
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def years_between(start: date, day: date) -> int:
    """Return the full years from one day to another.

    >>> years_between(date(1986, 12, 20), date(2026, 12, 19))
    39
    """
    return months_between(start, day) // 12
