"""What two pieces of knowledge of one value come to, and between which bounds a value lies. Pure."""

from __future__ import annotations

from datetime import date

from bot.kb import Interval, Value


def is_ordered(value: Value) -> bool:
    """Tell whether a value has bounds: a number, a day or a range of these."""
    return isinstance(value, Interval | date) or (isinstance(value, int) and not isinstance(value, bool))


def count_bounds(value: Value) -> tuple[int | None, int | None]:
    """Return the smallest and the largest number that a value can be; None where that side is open."""
    if isinstance(value, Interval):
        low, high = value.low, value.high
        return low if isinstance(low, int) else None, high if isinstance(high, int) else None
    return (int(value), int(value)) if isinstance(value, int) else (None, None)


def day_bounds(value: Value) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that a value can be; None where that side is open."""
    if isinstance(value, Interval):
        low, high = value.low, value.high
        return low if isinstance(low, date) else None, high if isinstance(high, date) else None
    return (value, value) if isinstance(value, date) else (None, None)


def counts_between(low: int | None, high: int | None) -> Value:
    """Return the value between two bounds; the number itself when only one is left.

    >>> counts_between(3, 3), counts_between(3, None)
    (3, Interval(low=3, high=None))
    """
    return low if low is not None and low == high else Interval[int](low, high)


def met(one: Value, other: Value) -> Value | None:
    """Return what is known when both are true, or None when they contradict each other.

    >>> met(Interval(40, 49), 48), met(Interval(40, 49), 50)
    (48, None)
    """
    if one == other:
        return one
    if not (is_ordered(one) and is_ordered(other)):
        return None
    if _is_of_days(one) != _is_of_days(other):
        return None
    if _is_of_days(one):
        return _common_days(day_bounds(one), day_bounds(other))
    (low, high), (low2, high2) = count_bounds(one), count_bounds(other)
    first = low2 if low is None else low if low2 is None else max(low, low2)
    last = high2 if high is None else high if high2 is None else min(high, high2)
    return None if first is not None and last is not None and first > last else counts_between(first, last)


def _common_days(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> Value | None:
    (low, high), (low2, high2) = one, other
    first = low2 if low is None else low if low2 is None else max(low, low2)
    last = high2 if high is None else high if high2 is None else min(high, high2)
    if first is not None and first == last:
        return first
    return None if first is not None and last is not None and first > last else Interval[date](first, last)


def _is_of_days(value: Value) -> bool:
    if isinstance(value, Interval):
        return isinstance(value.low, date) or isinstance(value.high, date)
    return isinstance(value, date)
