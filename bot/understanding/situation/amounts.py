"""Brings what was counted to the unit of a fact: years, months, people, percent. Pure."""

from __future__ import annotations

from datetime import date
from math import ceil, floor

from bot.policies.criteria import Fact
from bot.policies.interval import Interval
from bot.understanding.situation.model import Said
from bot.understanding.spans import Span, SpanKind

_PER_UNIT = {"months": {"months": 1.0, "days": 1 / 30, "years": 12.0}, "years": {"months": 1 / 12, "days": 1 / 365, "years": 1.0}}


def amount_of(fact: Fact, span: Span) -> Said | None:
    """Return what a span says of a number, None where it says nothing sensible.

    Whole numbers only; a part of a unit becomes the two whole numbers around it.
    """
    if span.kind is SpanKind.DATE:
        return None
    factor = _PER_UNIT.get(fact.unit, {}).get(span.unit, 1.0) if span.kind is SpanKind.DURATION else 1.0
    if fact.unit == "people" and span.kind is SpanKind.SHARE:
        factor = 10.0
    return bounded(fact, _scaled(span.value.low, factor, up=False), _scaled(span.value.high, factor, up=True))


def bounded(fact: Fact, low: int | None, high: int | None) -> int | Interval[int] | None:
    """Return a number, or what it lies between; None where nothing plausible is left."""
    if low is not None and low == high:
        return low if fact.minimum <= low <= fact.maximum else None
    low = fact.minimum if low is None else low
    if low > fact.maximum or (high is not None and high < fact.minimum):
        return None
    return Interval(max(low, fact.minimum), None if high is None or high >= fact.maximum else high)


def less_than(fact: Fact, value: Said) -> Interval[int] | None:
    """Return what 没交满 a number means: anything below it."""
    least = value.low if isinstance(value, Interval) else value
    if isinstance(least, date) or not isinstance(least, int) or least <= fact.minimum:
        return None
    return Interval(fact.minimum, least - 1)


def share_of(fact: Fact, part: Span, whole: Span, per: int) -> int | Interval[int] | None:
    """Return a count as a share of another, ``per`` 100 or 1000; a broken share lies between two whole numbers."""
    low, high = part.value.low, part.value.high
    least, most = whole.value.low, whole.value.high
    if low is None or high is None or not least or not most:
        return None
    return bounded(fact, floor(low * per / most), ceil(high * per / least))


def dates_of(span: Span) -> Said | None:
    """Return a day, or the days between which it lies."""
    first, last = span.value.low, span.value.high
    return first if first is not None and first == last else Interval(first, last)


def _scaled(value: float | None, factor: float, *, up: bool) -> int | None:
    if value is None:
        return None
    scaled = round(value * factor, 6)
    return ceil(scaled) if up else floor(scaled)
