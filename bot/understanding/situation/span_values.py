"""The value of a span as numbers or as days, whichever it is. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.kb import Interval
from bot.understanding.spans import Span

Number = int | Decimal


def numbers_of(span: Span) -> tuple[Number | None, Number | None]:
    """Return the least and the most that a quantity may be; both None for a date."""
    low, high = span.value.low, span.value.high
    return (None if isinstance(low, date) else low), (None if isinstance(high, date) else high)


def days_of(span: Span) -> Interval[date] | None:
    """Return the days between which a date lies, None for a quantity."""
    low, high = span.value.low, span.value.high
    return Interval(low, high) if isinstance(low, date) and isinstance(high, date) else None
