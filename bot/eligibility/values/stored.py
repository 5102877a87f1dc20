"""How a value is written where only plain data can be kept: the conversation's slot, the facts of a person. Pure.

A day or a range becomes ``{"low": …, "high": …}``, days in ISO form, with null where a side is open; the rest stays as it is.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.kb import Interval, Value


def to_stored(value: Value) -> Any:
    """Return a value as plain data.

    >>> to_stored(date(2026, 3, 1))
    {'low': '2026-03-01', 'high': '2026-03-01'}
    """
    if isinstance(value, date):
        return {"low": value.isoformat(), "high": value.isoformat()}
    if isinstance(value, Interval):
        return {"low": _plain(value.low), "high": _plain(value.high)}
    return value


def from_stored(stored: Any) -> Value:
    """Return the value that plain data stands for.

    >>> from_stored({"low": 0, "high": 11}), from_stored({"low": "2026-03-01", "high": "2026-03-01"})
    (Interval(low=0, high=11), datetime.date(2026, 3, 1))
    """
    if not isinstance(stored, dict):
        plain: Value = stored
        return plain
    low, high = stored.get("low"), stored.get("high")
    if isinstance(low, str) or isinstance(high, str):
        first, last = (date.fromisoformat(day) if day else None for day in (low, high))
        return first if first is not None and first == last else Interval[date](first, last)
    return Interval[int](low, high)


def _plain(bound: Any) -> Any:
    return bound.isoformat() if isinstance(bound, date) else bound
