"""Watches over promises: every quarter of a minute, in every front; what it finds is marked in the database, so that it is said once. Started by front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.messaging.ledgers import StaffLetters
from bot.referrals.calls import Drafts
from bot.referrals.cards import AssignmentLetters
from bot.referrals.case_codes import CaseCodes
from bot.referrals.introductions import FoundLists
from bot.referrals.open import close_with_knocks, open_knocks
from bot.referrals.overdue import digests, escalate
from bot.referrals.retention import forget_closed
from bot.referrals.takeovers import Takeovers
from bot.referrals.talk_lines import TalkLines

logger = logging.getLogger(__name__)

# A matchmaker should hear of a call while the person is still there.
SECONDS_BETWEEN_ROUNDS = 15.0
# Who opens a page while the process starts goes first.
SECONDS_BEFORE_FIRST_ROUND = 1.0


class ReferralWatch:
    """The watch of one process."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._kb = kb
        self._assignments = AssignmentLetters(engine)
        self._now = now
        self._letters = StaffLetters(engine)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.create_task(self._keep_going())

    async def close(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def look_after(self) -> None:
        """Report what is overdue and what was assigned, open what is on 敲门 lists, end what is idle, forget what is old."""
        at = self._now()
        self._letters.put(escalate(self._engine, at), at)
        self._letters.put(digests(self._engine, at), at)
        open_knocks(self._engine, at, lambda: self._kb().calendar)
        close_with_knocks(self._engine, at)
        self._letters.put(self._assignments.fresh(self._kb), at)
        Takeovers(self._engine).end_idle(at)
        TalkLines(self._engine).tidy(at)
        Drafts(self._engine).forget_old(at)
        forget_closed(self._engine, at)
        CaseCodes(self._engine).forget_old(at)
        FoundLists(self._engine).forget_old(at)

    async def _keep_going(self) -> None:
        await asyncio.sleep(SECONDS_BEFORE_FIRST_ROUND)
        while True:
            try:
                await asyncio.to_thread(self.look_after)
            except Exception as error:
                # Whatever it was, promises must go on being watched; its text may hold what people wrote.
                logger.warning("could not look after referrals: %s", type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)
