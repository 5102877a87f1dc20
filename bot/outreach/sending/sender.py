"""Sends what may be sent of a run: claims a batch, starts a few, hands their letters over together, records what came of it.

The same code runs in the embedded outbox and in workers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError
from bot.messaging.api import Letter, Messenger, PlatformRefusal
from bot.outreach.context import Outreach
from bot.outreach.ledger.claim import Batch, ClaimConditions, claim, release
from bot.outreach.ledger.outcomes import NoticeOutcome, refused, sent, unclear
from bot.outreach.ledger.record import record
from bot.outreach.ledger.start import Started, start
from bot.outreach.runs.states import NoticeState
from bot.outreach.sending.rate import Limit, NoLimit

logger = logging.getLogger(__name__)

BATCH = 256
TOGETHER = 64
LANES = 1
# The letters have left: what became of them is worth writing down even when the database is busy for a while. What was not started
# waits for as long to be given back, as its lease is longer still.
WRITE_WAITS = (0.1, 0.5, 1.0, 2.0, 5.0)


@dataclass(frozen=True)
class SendLimits:
    """How much at once: notices claimed together, letters on the way together, and batches side by side."""

    batch: int = BATCH
    together: int = TOGETHER
    lanes: int = LANES
    lease: timedelta = timedelta(minutes=2)


@dataclass(frozen=True)
class SendJob:
    """What sending a run needs.

    Args:
        letter: makes the letter of a started notice.
        is_quiet: tells whether nobody is written to at a moment.
        next_day: tells when the platform counts anew and people may be written to.
        follow_up_after: when to ask those who were told.
    """

    terms: ClaimConditions
    letter: Callable[[Started], Letter]
    is_quiet: Callable[[datetime], bool]
    next_day: Callable[[datetime], datetime]
    follow_up_after: timedelta | None = None


async def send_run(
    outreach: Outreach,
    work: SendJob,
    pace: SendLimits | None = None,
    limit: Limit | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
    on_claim: Callable[[datetime], None] | None = None,
) -> int:
    """Send until nothing of a run can be sent now; return how many letters were handed over.

    Args:
        on_claim: told the moment of each claim before its letters leave.
    """
    sender = Sender(outreach, work, pace or SendLimits(), limit or NoLimit(), is_stopping, on_claim)
    # All lanes come to their end, also when one fails: what they have on the way is theirs to record.
    lanes = await asyncio.gather(*(sender.drain() for _ in range(sender.lanes)), return_exceptions=True)
    failed = [lane for lane in lanes if isinstance(lane, BaseException)]
    if failed:
        raise failed[0]
    return sum(lane for lane in lanes if not isinstance(lane, BaseException))


class Sender:
    """Sends one run; several lanes may drain it side by side, so that the database works while letters travel."""

    def __init__(
        self,
        outreach: Outreach,
        work: SendJob,
        pace: SendLimits,
        limit: Limit,
        is_stopping: Callable[[], bool],
        on_claim: Callable[[datetime], None] | None,
    ) -> None:
        self._outreach = outreach
        self._work = work
        self._pace = pace
        self._limit = limit
        self._is_stopping = is_stopping
        self._on_claim = on_claim
        self._after = 0
        self._claims = asyncio.Lock()

    @property
    def lanes(self) -> int:
        """Return how many lanes may drain side by side."""
        return self._pace.lanes

    async def drain(self) -> int:
        """Claim and send batch after batch; return how many letters were handed over."""
        count = 0
        while not self._is_stopping() and not self._work.is_quiet(self._outreach.now()):
            batch = await self._claim()
            if batch is None:
                break
            count += await self._send_batch(batch)
        return count

    async def _claim(self) -> Batch | None:
        """Claim what comes after the last claim: what was passed over is looked at again in the next pass."""
        async with self._claims:
            at, pace = self._outreach.now(), self._pace
            batch = await asyncio.to_thread(
                claim, self._outreach.engine, self._work.terms, at, pace.batch, self._after, pace.lease
            )
            if batch is not None:
                self._after = batch.ids[-1]
            return batch

    async def _send_batch(self, batch: Batch) -> int:
        count = 0
        try:
            if self._on_claim is not None:
                async with self._claims:
                    await asyncio.to_thread(self._on_claim, batch.at)
            for begin in range(0, len(batch.ids), self._pace.together):
                if self._is_stopping() or self._work.is_quiet(self._outreach.now()):
                    break
                count += await self._send_few(batch.holder, batch.ids[begin : begin + self._pace.together])
        finally:
            # What was not started waits again at once, not only when the lease is over.
            await _patiently("give back a batch", lambda: release(self._outreach.engine, batch.holder))
        return count

    async def _send_few(self, holder: str, ids: Sequence[int]) -> int:
        await self._limit.wait(len(ids))
        engine, work = self._outreach.engine, self._work
        started = await asyncio.to_thread(start, engine, work.terms, holder, ids, self._outreach.now())
        outcomes = await asyncio.gather(*(self._hand_over(notice) for notice in started))
        if outcomes:
            await self._record(holder, outcomes)
        return len(outcomes)

    async def _hand_over(self, notice: Started) -> NoticeOutcome:
        messenger: Messenger | None = self._outreach.messengers.get(notice.way)
        try:
            letter = self._work.letter(notice)
            if messenger is None:
                raise BotError(f"no messenger for {notice.way.value}")
        except BotError as error:
            return self._cannot_be_said(notice, error)
        at = self._outreach.now()
        if self._work.is_quiet(at):
            # The ones before took until the evening: nothing left, so it waits for the next day.
            return replace(unclear(notice), state=NoticeState.PLANNED, reason=None, gives_back=True)
        try:
            return sent(notice, await messenger.send(letter))
        except PlatformRefusal as refusal:
            at = self._outreach.now()
            return refused(notice, refusal, at, self._work.next_day(at))
        except Exception as error:
            # Whatever it was, the letter may have left. The text of an error may hold an address, so only its kind is logged.
            logger.error("notice %s: %s", notice.id, type(error).__name__)
            return unclear(notice, type(error).__name__[:64])

    def _cannot_be_said(self, notice: Started, error: BotError) -> NoticeOutcome:
        """Pause the run: nothing left, and what cannot be said to one cannot be said to the next."""
        logger.error("notice %s cannot be worded: %s", notice.id, error)
        outcome = unclear(notice)
        return replace(outcome, state=NoticeState.PLANNED, reason="no_words", gives_back=True, pauses_run=str(error))

    async def _record(self, holder: str, outcomes: Sequence[NoticeOutcome]) -> None:
        engine, now = self._outreach.engine, self._outreach.now
        await _patiently(
            f"record {len(outcomes)} outcomes",
            lambda: record(engine, holder, outcomes, now(), self._work.follow_up_after),
        )


async def _patiently(what: str, write: Callable[[], object]) -> None:
    """Write, again and again while the database takes nothing; at last the end of the lease settles it: nothing is sent twice."""
    for wait in (*WRITE_WAITS, None):
        try:
            await asyncio.to_thread(write)
            return
        except SQLAlchemyError as error:
            logger.warning("could not %s: %s", what, type(error).__name__)
            if wait is not None:
                await asyncio.sleep(wait)
