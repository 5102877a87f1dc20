"""When nobody is written to, and when it may be done again; in Asia/Shanghai, by the calendar of public holidays. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import SHANGHAI
from bot.kb import Calendar, Quiet

ONE_DAY = timedelta(days=1)
# Longer than any holidays in a row; a calendar that names more is a mistake, and must not hang the outbox.
MOST_DAYS = 60


def is_quiet(quiet: Quiet, calendar: Calendar, at: datetime) -> bool:
    """Tell whether nobody is written to at a moment."""
    there = at.astimezone(SHANGHAI)
    return quiet.covers(there.time()) or (quiet.on_holidays and calendar.is_holiday(there.date()))


def next_opening(quiet: Quiet, calendar: Calendar, at: datetime) -> datetime:
    """Return the first moment from ``at`` on that is not quiet: ``at`` itself, or the end of quiet hours on some day."""
    if not is_quiet(quiet, calendar, at):
        return at
    opening = at.astimezone(SHANGHAI).replace(
        hour=quiet.end.hour, minute=quiet.end.minute, second=quiet.end.second, microsecond=0
    )
    for _ in range(MOST_DAYS):
        if opening >= at and not is_quiet(quiet, calendar, opening):
            return opening
        opening += ONE_DAY
    return opening


def next_day(quiet: Quiet, calendar: Calendar, at: datetime) -> datetime:
    """Return the first moment of the next day at which people may be written to: platforms count their limits by day."""
    midnight = (at.astimezone(SHANGHAI) + ONE_DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    return next_opening(quiet, calendar, midnight)
