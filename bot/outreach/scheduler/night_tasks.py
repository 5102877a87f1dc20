"""A night's matching by the workers: a task names a night and takes some seconds, so that letters never wait for it long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from sqlalchemy.engine import Engine

from bot import clock
from bot.jobs.matches import NightlyMatching, finish_night, plan_night
from bot.kb import KnowledgeBase
from bot.outreach.scheduler.night import Match
from bot.storage import holder_name

QUEUE, TASK = "matches", "match"
# Letters have 0; what is lower comes first.
PRIORITY = 10
# After so long the rest of a block waits for the next task.
SECONDS = 5.0
HELPERS = 2
TIME_LIMIT_MILLISECONDS = 600_000


@dataclass(frozen=True)
class MatchTask:
    """What the task does.

    Args:
        is_stopping: tells whether the worker is to end.
    """

    engine: Engine
    kb: Callable[[], KnowledgeBase]
    is_stopping: Callable[[], bool]

    def match(self, night: date) -> bool:
        """Match some blocks of a night; tell whether some may be left that nobody has."""
        until = time.monotonic() + SECONDS
        holder = holder_name()
        work = NightlyMatching(
            self.engine, self.kb(), clock.now, lambda: self.is_stopping() or time.monotonic() > until
        )
        while work.match_one(night, holder):
            pass
        return time.monotonic() > until and not self.is_stopping()


def match_task_on(broker: RedisBroker, match: Callable[[date], bool]) -> dramatiq.Actor[[str], None]:
    """Return the one task, declared on a queue; as long as something is left it asks for the next one."""

    def run(night: str) -> None:
        if match(date.fromisoformat(night)):
            actor.send(night)

    declare = dramatiq.actor(
        broker=broker,
        queue_name=QUEUE,
        actor_name=TASK,
        priority=PRIORITY,
        max_retries=0,
        time_limit=TIME_LIMIT_MILLISECONDS,
    )
    actor: dramatiq.Actor[[str], None] = declare(run)
    return actor


def match_by_workers(broker: RedisBroker, engine: Engine, helpers: int = HELPERS) -> Match:
    """Return what asks the workers to match; nothing is asked while earlier tasks still wait."""
    task = match_task_on(broker, lambda _night: False)

    def ask(night: date) -> bool:
        plan_night(engine, night, clock.now())
        is_done = finish_night(engine, night)
        if not is_done and broker.do_qsize(QUEUE) < helpers:
            for _ in range(helpers):
                task.send(night.isoformat())
        return is_done

    async def match(night: date) -> bool:
        return await asyncio.to_thread(ask, night)

    return match
