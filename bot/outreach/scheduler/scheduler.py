"""The process that tells people: takes the lease of the one scheduler, and looks now and then: rings for what is due, makes a pass."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError, SituationError
from bot.messaging.protocol import woken_within
from bot.outreach.context import Outreach
from bot.outreach.control.restored_backup import HighWaterMark, pause_if_restored
from bot.outreach.ledger.leases import SCHEDULER, give_lease_back, take_lease
from bot.outreach.reminders import remind_here
from bot.outreach.runs.runs import runs_in
from bot.outreach.runs.states import RunState
from bot.outreach.scheduler.alarms import ring
from bot.outreach.scheduler.outbox import Deliver, Outbox
from bot.part_counts import part_counts
from bot.storage import holder_name, is_believable

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SchedulerTiming:
    """How often the process looks by itself, in seconds, and how long its lease lasts without renewal."""

    look_every: float = 5.0
    # Another machine has to wait for so long when the one that has it dies; who starts again on this one need not (`holders`).
    lease: timedelta = timedelta(seconds=10)
    renew_every: float = 2.5


class OutreachScheduler:
    """One scheduler process; a second one beside it waits for the lease and does nothing.

    Args:
        on_lease: told the moment at which this process became the scheduler, before it does anything else.
    """

    def __init__(
        self,
        outreach: Outreach,
        deliver: Callable[[Callable[[], bool]], Deliver],
        mark: HighWaterMark | None = None,
        rhythm: SchedulerTiming | None = None,
        on_lease: Callable[[datetime], object] = lambda _at: None,
    ) -> None:
        self._outreach = outreach
        self._mark = mark
        self._rhythm = rhythm or SchedulerTiming()
        self._on_lease = on_lease
        self._holder = holder_name()
        on_claim = None if mark is None else mark.write
        remind = remind_here(outreach, is_stopping=self._must_stop, on_claim=on_claim)
        self._outbox = Outbox(outreach, deliver(self._must_stop), remind)
        self._has_lease = False
        self._is_clock_right = True
        self._is_stopping = False
        self._woken = asyncio.Event()

    def stop(self) -> None:
        """Finish the letters under way and end; may be called by a signal."""
        self._is_stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Work until stopped."""
        renewing = asyncio.create_task(self._keep_lease())
        try:
            while not self._is_stopping:
                await self._look()
                await woken_within(self._woken, self._rhythm.look_every)
                if not self._is_stopping:
                    self._woken.clear()
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
            await asyncio.to_thread(self._leave)

    async def _look(self) -> None:
        """Make a pass if this process has the lease; what fails is tried again at the next look."""
        began, is_failure = time.monotonic(), True
        try:
            if await asyncio.to_thread(self._take) and await asyncio.to_thread(self._believes_clock):
                await asyncio.to_thread(self._ring)
                await self._outbox.make_pass()
            is_failure = False
        except (SQLAlchemyError, SituationError, OSError) as error:
            logger.warning("the pass was broken off: %s", type(error).__name__)
        except BotError as error:
            logger.error("the pass was broken off: %s", error)
        finally:
            part_counts("outreach").done("pass", time.monotonic() - began, is_failure=is_failure)

    def _must_stop(self) -> bool:
        return self._is_stopping or not self._has_lease

    def _take(self) -> bool:
        had, engine, at = self._has_lease, self._outreach.engine, self._outreach.now()
        self._has_lease = take_lease(engine, SCHEDULER, self._holder, at, self._rhythm.lease)
        if self._has_lease and not had:
            logger.info("this process is the scheduler now")
            self._on_lease(at)
            if self._mark is not None and pause_if_restored(engine, self._mark, at):
                logger.error("the database is older than what was sent; all runs are paused")
        return self._has_lease

    def _believes_clock(self) -> bool:
        """Tell whether the clock may be right; what a wrong one ended, expired or settled would stay so."""
        before, self._is_clock_right = self._is_clock_right, is_believable(self._outreach.engine, self._outreach.now())
        if before and not self._is_clock_right:
            logger.error("nothing is sent: the clock is far after the last moment that the database knows")
        return self._is_clock_right

    async def _keep_lease(self) -> None:
        """Renew the lease also while a long pass goes on; without it the pass stops at the next letters."""
        while True:
            await asyncio.sleep(self._rhythm.renew_every)
            if self._has_lease:
                try:
                    await asyncio.to_thread(self._renew)
                except SQLAlchemyError as error:
                    logger.warning("could not renew the lease: %s", type(error).__name__)

    def _renew(self) -> None:
        at, lease = self._outreach.now(), self._rhythm.lease
        self._has_lease = take_lease(self._outreach.engine, SCHEDULER, self._holder, at, lease)

    def _ring(self) -> None:
        campaigns = self._outreach.kb.campaigns
        going = runs_in(self._outreach.engine, (RunState.APPROVED, RunState.RUNNING))
        known = [(run, campaigns[run.campaign]) for run in going if run.campaign in campaigns]
        ring(self._outreach, known, self._outreach.now())

    def _leave(self) -> None:
        if self._has_lease:
            with suppress(SQLAlchemyError):
                give_lease_back(self._outreach.engine, SCHEDULER, self._holder)
