"""What someone who asks for a person is promised, and what became of such promises. Pure.

Source: 《“乐业西青”行动实施方案》第14条 (plan-14): 完善平台“呼叫—指派”功能,实现当天主动联系、3日内人岗双向推介; 实行星级评定.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.clock import SHANGHAI
from bot.kb import Calendar

DUE_AT = time(18, 0)
# Whoever asks later than this cannot be promised the same day.
LATEST_FOR_TODAY = time(17, 0)
# 3日内, counted in calendar days from the day of the call, as the plan says it.
DAYS_TO_INTRODUCE = 3
SATURDAY = 5
# The plan asks for stars and gives no measure; ours is the share of promises kept, from so many on.
FEWEST_FOR_STARS = 5
STARS = ((0.98, 5), (0.95, 4), (0.90, 3), (0.80, 2))


@dataclass(frozen=True)
class Promise:
    """Until when someone is contacted, and until when they are introduced."""

    contact_by: datetime
    introduce_by: datetime


def promise(at: datetime, calendar: Calendar) -> Promise:
    """Return what can honestly be promised to someone who asks at this moment.

    The same day until five on a working day; otherwise the next working day: weekends and announced holidays are none.

    >>> given = promise(datetime(2026, 11, 25, 16, 0, tzinfo=SHANGHAI), Calendar())
    >>> given.contact_by.isoformat(), given.introduce_by.isoformat()
    ('2026-11-25T18:00:00+08:00', '2026-11-28T18:00:00+08:00')
    >>> promise(datetime(2026, 11, 27, 20, 0, tzinfo=SHANGHAI), Calendar()).contact_by.isoformat()
    '2026-11-30T18:00:00+08:00'
    """
    local = at.astimezone(SHANGHAI)
    day = local.date()
    if not _works(day, calendar) or local.time() >= LATEST_FOR_TODAY:
        day = _next_working_day(day, calendar)
    contact_by = _due(day)
    # Nobody is introduced before they were contacted, whatever holiday comes in between.
    introduce_by = max(_due(local.date() + timedelta(days=DAYS_TO_INTRODUCE)), contact_by)
    return Promise(contact_by, introduce_by)


def stars(kept: int, made: int) -> int | None:
    """Return the stars of a station, from 1 to 5, for so many promises kept of those that came due; None for too few to judge.

    >>> stars(98, 100), stars(90, 100), stars(1, 100), stars(4, 4)
    (5, 3, 1, None)
    """
    if made < FEWEST_FOR_STARS:
        return None
    share = kept / made
    return next((count for least, count in STARS if share >= least), 1)


def _works(day: date, calendar: Calendar) -> bool:
    return day.weekday() < SATURDAY and not calendar.is_holiday(day)


def _next_working_day(day: date, calendar: Calendar) -> date:
    day += timedelta(days=1)
    while not _works(day, calendar):
        day += timedelta(days=1)
    return day


def _due(day: date) -> datetime:
    return datetime.combine(day, DUE_AT, SHANGHAI)
