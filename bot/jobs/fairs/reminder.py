"""A reminder of a fair that a person asked for, and when it is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.clock import SHANGHAI

# The day before, while one can still make plans; who asks later hears it in the evening, else in the morning.
DAY_BEFORE = (time(10), time(18))
MORNING = time(9)
# In the morning only where there is still an hour to go there.
WAY = timedelta(hours=1)
# Where nobody entered when it begins.
NOON = time(12)


@dataclass(frozen=True)
class FairReminder:
    """What somebody asked to be reminded of: the fair as they were told of it last.

    Args:
        remind_at: when they are told; None where it moved so near that only the change itself is told.
        changes: how often they were told that it moved or was cancelled.
        is_gone: whether they were told that it is cancelled.
    """

    person: str
    fair: int
    title: str
    held_on: date
    begins: str | None
    town: str | None
    place: str | None
    asked_at: datetime
    remind_at: datetime | None
    changes: int = 0
    is_gone: bool = False

    @property
    def due_version(self) -> str:
        """Return what tells this reminder from every other of the same person and fair."""
        return f"due {self.asked_at.astimezone(SHANGHAI):%y%m%d%H%M%S} {self.changes}"

    @property
    def change_version(self) -> str | None:
        """Return the same of the last change; None where there was none."""
        return f"change {self.asked_at.astimezone(SHANGHAI):%y%m%d%H%M%S} {self.changes}" if self.changes else None


def begins_at(held_on: date, begins: str | None) -> datetime:
    """Return the moment after which nobody need be told of a fair any more: its beginning, noon where that is not known.

    >>> begins_at(date(2026, 12, 5), "09:30").isoformat()
    '2026-12-05T09:30:00+08:00'
    """
    hour = NOON if begins is None else time.fromisoformat(begins)
    return datetime.combine(held_on, hour, SHANGHAI)


def remind_at(held_on: date, begins: str | None, at: datetime) -> datetime | None:
    """Return when to remind somebody who asks at a moment; None when it is too late.

    >>> at = datetime(2026, 12, 4, 11, tzinfo=SHANGHAI)
    >>> remind_at(date(2026, 12, 5), "09:30", at).isoformat()
    '2026-12-04T18:00:00+08:00'
    >>> remind_at(date(2026, 12, 5), "09:30", at.replace(hour=19)) is None
    True
    """
    moments = [datetime.combine(held_on - timedelta(days=1), hour, SHANGHAI) for hour in DAY_BEFORE]
    morning = datetime.combine(held_on, MORNING, SHANGHAI)
    if morning + WAY <= begins_at(held_on, begins):
        moments.append(morning)
    return next((moment for moment in moments if moment > at), None)
