"""The work of the outreach process: one scheduler after the other, each by the knowledge base that was the newest when it began."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.backups import catch_up
from bot.kb import KnowledgeBase
from bot.outreach.context import Outreach
from bot.outreach.control.restored_backup import HighWaterMark
from bot.outreach.scheduler.outbox import Deliver, deliver_here
from bot.outreach.scheduler.scheduler import OutreachScheduler
from bot.outreach.scheduler.workers import deliver_by_workers


class OutreachWork:
    """The work of one process: a scheduler, and after it another one whenever another knowledge base is there.

    A pass ends by the knowledge base by which it began; letters under way are finished.

    Args:
        redis_url: where workers wait that send; None to send here.
    """

    def __init__(self, outreach: Outreach, mark: HighWaterMark, redis_url: str | None) -> None:
        self._outreach, self._mark, self._redis_url = outreach, mark, redis_url
        self._loop = asyncio.get_running_loop()
        self._is_stopping = False
        self._office = self._scheduler()

    def stop(self) -> None:
        """Finish the letters under way and end; may be called by a signal."""
        self._is_stopping = True
        self._office.stop()

    def renew(self, kb: KnowledgeBase) -> None:
        """Go on with another knowledge base; may be called from another thread."""
        self._outreach = replace(self._outreach, kb=kb)
        self._loop.call_soon_threadsafe(self._office.stop)

    async def run(self) -> None:
        """Work until stopped."""
        while not self._is_stopping:
            # Made for what is newest now: what comes from here on stops it again.
            self._office = self._scheduler()
            await self._office.run()

    def _scheduler(self) -> OutreachScheduler:
        outreach = self._outreach
        return OutreachScheduler(outreach, self._deliver, self._mark, on_lease=lambda at: catch_up(outreach.engine, at))

    def _deliver(self, must_stop: Callable[[], bool]) -> Deliver:
        if self._redis_url is not None:
            return deliver_by_workers(self._redis_url)
        return deliver_here(self._outreach, is_stopping=must_stop, on_claim=self._mark.write)
