"""Brings what was counted to the unit of a fact: years, months, people, percent. Pure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from bot.kb import Fact, Interval
from bot.understanding.situation.model import Said
from bot.understanding.situation.span_values import Number, days_of, numbers_of
from bot.understanding.spans import Span, SpanKind

ONE = Fraction(1)
LONG_MONTH, SHORT_MONTH = Fraction(1, 31), Fraction(1, 28)
_PER_UNIT = {
    "months": {"months": ONE, "days": Fraction(1, 30)},
    "years": {"months": Fraction(1, 12), "days": Fraction(1, 365)},
}


def amount_of(fact: Fact, span: Span) -> Said | None:
    """Return what a span says of a number, None where it says nothing sensible.

    Whole numbers only; a part of a unit becomes the two whole numbers around it.
    """
    if span.kind is SpanKind.DATE:
        return None
    factor = _PER_UNIT.get(fact.unit, {}).get(span.unit, ONE) if span.kind is SpanKind.DURATION else ONE
    if fact.unit == "people" and span.kind is SpanKind.SHARE:
        factor = Fraction(10)
    low, high = numbers_of(span)
    if span.unit == "days" and fact.unit == "months":
        return bounded(fact, _scaled(low, LONG_MONTH, up=False), _scaled(high, SHORT_MONTH, up=False))
    return bounded(fact, _scaled(low, factor, up=False), _scaled(high, factor, up=low == high and fact.unit != "years"))


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


def count_share(fact: Fact, part: Span, whole: Span, per: int) -> int | Interval[int] | None:
    """Return a count as a share of another, ``per`` 100 or 1000; a broken share lies between two whole numbers."""
    (low, high), (least, most) = numbers_of(part), numbers_of(whole)
    if low is None or high is None or not least or not most:
        return None
    return bounded(fact, floor(Fraction(low) * per / Fraction(most)), ceil(Fraction(high) * per / Fraction(least)))


def dates_of(span: Span, today: date) -> Said | None:
    """Return a day, or the days between which it lies; what has happened did not happen after today."""
    days = days_of(span)
    if days is None or days.low is None or days.high is None:
        return None
    if days.low <= today < days.high:
        days = Interval(days.low, today)
    return days.low if days.is_exact() else days


def _scaled(value: Number | None, factor: Fraction, *, up: bool) -> int | None:
    if value is None:
        return None
    scaled = Fraction(value) * factor
    return ceil(scaled) if up else floor(scaled)
