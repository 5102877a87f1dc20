"""The only place that reads the clock; every other room takes dates as arguments."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def today(as_of: date | None = None) -> date:
    """Return the date to answer for: ``as_of`` (fact-checkers' date) when given, otherwise today in Asia/Shanghai."""
    return as_of or now().date()


def start_of(day: date) -> datetime:
    """Return the first moment of a day here: what is known only by its day counts from then."""
    return datetime.combine(day, time(), SHANGHAI)
