"""Full years and months between two days, by the calendar. Pure; for facts that count from a known day."""

from __future__ import annotations

from datetime import date


def full_units(since: date, on: date, unit: str) -> int:
    """Return how many full ``years`` or ``months`` have passed; negative before ``since``.

    >>> full_units(date(2025, 7, 10), date(2026, 7, 9), "years"), full_units(date(2025, 7, 10), date(2026, 7, 10), "months")
    (0, 12)
    """
    if unit == "years":
        return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
