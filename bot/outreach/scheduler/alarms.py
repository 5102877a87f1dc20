"""Wakes the outbox when the time of a run comes. APScheduler keeps when that is in the database; it holds nothing else and sends nothing.

A time that passed while nobody was awake counts once, as soon as somebody is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

from bot.clock import SHANGHAI
from bot.kb import Campaign, Schedule
from bot.outreach.runs.runs import Run

Ring = Callable[[int], None]
# APScheduler stores the address of a function, so the function finds by name whom to tell.
_LISTENERS: dict[str, Ring] = {}
JOBS_TABLE = "outreach_alarms"


def ring(listener: str, run: int) -> None:
    """Tell a listener that the time of a run has come."""
    tell = _LISTENERS.get(listener)
    if tell is not None:
        tell(run)


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


class Alarms:
    """The alarms of one scheduler process.

    Args:
        database_url: APScheduler opens the database itself.
        name: of this scheduler within the process.
        tell: called with the number of a run when its time comes.
    """

    def __init__(self, database_url: str, name: str, tell: Ring) -> None:
        self._name = name
        self._tell = tell
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        store = SQLAlchemyJobStore(url=database_url, tablename=JOBS_TABLE)
        self._scheduler = BackgroundScheduler(jobstores={"default": store}, job_defaults=defaults, timezone=SHANGHAI)

    def start(self) -> None:
        """Begin to ring."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        _LISTENERS[self._name] = self._tell
        self._scheduler.start()

    def stop(self) -> None:
        """Ring no more; what is set stays in the database."""
        self._scheduler.shutdown(wait=False)
        _LISTENERS.pop(self._name, None)

    def set_for(self, runs: Sequence[tuple[Run, Campaign]]) -> None:
        """Have exactly one alarm for each of these runs; one that is set already keeps its time."""
        wanted = {_job_id(run): (run, campaign) for run, campaign in runs}
        known = {job.id for job in self._scheduler.get_jobs()}
        for job in known - set(wanted):
            self._scheduler.remove_job(job)
        for job in set(wanted) - known:
            self._set(job, *wanted[job])

    def _set(self, job: str, run: Run, campaign: Campaign) -> None:
        if campaign.schedule.once is not None and run.planned_at is not None:
            return
        since = run.planned_at or run.approved_at
        assert since is not None
        first = next_time(campaign.schedule, since)
        if first is not None:
            self._scheduler.add_job(
                ring,
                trigger_of(campaign.schedule),
                args=(self._name, run.id),
                id=job,
                next_run_time=first,
                replace_existing=True,
            )


def _job_id(run: Run) -> str:
    return f"run-{run.id}"
