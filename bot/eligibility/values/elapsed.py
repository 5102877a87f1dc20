"""Full and begun years, months and days between two days, by the calendar. Pure."""

from __future__ import annotations

from datetime import date


def full_units(since: date, on: date, unit: str) -> int:
    """Return how many full ``years``, ``months`` or ``days`` have passed; negative before ``since``.

    A year (or month) is full on the same day of the year (or month): the day before the 40th birthday is still 39.

    >>> full_units(date(2025, 7, 10), date(2026, 7, 9), "years"), full_units(date(2025, 7, 10), date(2026, 7, 10), "months")
    (0, 12)
    >>> full_units(date(2026, 2, 28), date(2026, 3, 1), "days")
    1
    """
    if unit == "years":
        return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    if unit == "days":
        return (on - since).days
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def begun_units(since: date, on: date, unit: str) -> int:
    """Return how many ``years``, ``months`` or ``days`` have begun: what lies within N of them has begun N at most.

    >>> begun_units(date(2021, 7, 1), date(2023, 7, 1), "months"), begun_units(date(2021, 7, 1), date(2023, 7, 2), "months")
    (24, 25)
    """
    if unit == "years":
        return on.year - since.year + ((on.month, on.day) > (since.month, since.day))
    if unit == "days":
        return (on - since).days
    return (on.year - since.year) * 12 + on.month - since.month + (on.day > since.day)
