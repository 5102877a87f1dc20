"""When the time of a run comes: computed anew at every look from the row of the run, so that no alarm can get lost.

A time that passed while nobody was awake, or while the database could not be written, counts once, as soon as it can. APScheduler only
reads the schedules; it keeps nothing and runs nothing (docs/adr/0014-self-healing.md).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.kb import Campaign, Schedule
from bot.outreach.context import Outreach
from bot.outreach.runs.runs import Run
from bot.outreach.scheduler.outbox import set_due

logger = logging.getLogger(__name__)

# A trigger counts a moment that is exactly its time; a run planned at that moment has had it.
NEXT = timedelta(microseconds=1)


def trigger_of(schedule: Schedule) -> BaseTrigger:
    """Return when a schedule means, in Asia/Shanghai.

    >>> from datetime import time
    >>> str(trigger_of(Schedule(daily_at=time(10, 0))))
    "cron[hour='10', minute='0']"
    """
    if schedule.once is not None:
        return DateTrigger(schedule.once, timezone=SHANGHAI)
    if schedule.cron is not None:
        return CronTrigger.from_crontab(schedule.cron, timezone=SHANGHAI)
    assert schedule.daily_at is not None
    return CronTrigger(hour=schedule.daily_at.hour, minute=schedule.daily_at.minute, timezone=SHANGHAI)


def next_time(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the first time of a schedule after a moment, also one that is past already; None when there is none.

    The only moment of a ``once`` counts until it was used.
    """
    found: datetime | None = trigger_of(schedule).get_next_fire_time(None, after)
    return found


def has_come(run: Run, schedule: Schedule, at: datetime) -> bool:
    """Tell whether the time of an approved run has come and was neither rung for nor used for planning."""
    if run.due_at is not None or (schedule.once is not None and run.planned_at is not None):
        return False
    since = run.planned_at + NEXT if run.planned_at is not None else run.approved_at
    assert since is not None
    time = next_time(schedule, since)
    return time is not None and time <= at


def ring(outreach: Outreach, runs: Iterable[tuple[Run, Campaign]], at: datetime) -> int:
    """Record for each of these runs that its time has come, if it has; return for how many.

    Raises:
        SQLAlchemyError: the database took it not; the next look rings again.
    """
    rung = 0
    for run, campaign in runs:
        if has_come(run, campaign.schedule, at):
            try:
                set_due(outreach, run.id, at)
            except SituationError:
                # Somebody paused or stopped it in between.
                logger.info("run %s is not going any more", run.id)
                continue
            rung += 1
    return rung
