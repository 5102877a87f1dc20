"""Pushes an answer that came too late for its callback: counted before it is sent, sent once, held where the platform does not let us."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from bot.front.web.metrics import Metrics
from bot.messaging.api import PlatformRefusal, Reaction, Receipt
from bot.messaging.ledgers import HeldReplies, HeldReply, ReceivedKey, ReceivedLedger, ReceivedState, WindowLedger
from bot.messaging.protocol import MOST_BYTES, split
from bot.people import Identities, Identity

logger = logging.getLogger(__name__)

HOLD_MINUTE = timedelta(seconds=70)
HOLD_BUSY = timedelta(seconds=30)
UNREACHABLE = {
    Reaction.DEAD_RECIPIENT: "bad_address",
    Reaction.UNFOLLOWED: "unfollowed",
    Reaction.BLOCKED: "blocked",
}


class TextSender(Protocol):
    """The part of the platform's interface that pushes texts."""

    async def send_text(self, openid: str, text: str) -> Receipt:
        """Send one text; raises PlatformRefusal."""


@dataclass(frozen=True)
class PushResult:
    """What became of a push, for the ledger."""

    state: ReceivedState
    reason: str


class Pusher:
    """Pushes texts of one account."""

    def __init__(
        self,
        sender: TextSender,
        windows: WindowLedger,
        held: HeldReplies,
        ledger: ReceivedLedger,
        identities: Identities,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._windows = windows
        self._held = held
        self._ledger = ledger
        self._identities = identities
        self._metrics = metrics
        self._now = now

    async def push(self, identity: Identity, entry: ReceivedKey, text: str) -> PushResult:
        """Send a text as a 客服消息, or hold it; never raises for what the platform does, and never sends what may have arrived."""
        if not await run_in_threadpool(self._windows.reserve, identity.conversation, self._now()):
            return await self._hold(identity, entry, text, "window_used_up")
        try:
            await self._sender.send_text(identity.address, text)
        except PlatformRefusal as refused:
            return await self._after(identity, entry, text, refused)
        return PushResult(ReceivedState.ANSWERED, "pushed")

    async def push_due(self) -> None:
        """Try again what the platform was to take later; called from time to time."""
        for reply in await run_in_threadpool(self._held.take_due, self._now()):
            await self.push_held(reply)

    async def push_held(self, reply: HeldReply) -> None:
        """Push one held answer and say in the ledger what became of it."""
        identity = await run_in_threadpool(self._identities.find, reply.conversation)
        outcome = PushResult(ReceivedState.FAILED, "erased")
        if identity is not None:
            outcome = await self.push(identity, reply.entry, reply.text)
        await run_in_threadpool(self._ledger.settle, [reply.entry], outcome.state, outcome.reason, self._now())

    async def _after(self, identity: Identity, entry: ReceivedKey, text: str, refused: PlatformRefusal) -> PushResult:
        """React to a refusal, each in its one right way."""
        reaction = refused.reaction
        self._metrics.failed(f"wechat_{reaction.value}")
        fields = {"conversation": identity.conversation, "code": refused.code, "reaction": reaction.value}
        logger.warning("the platform did not take an answer", extra={"fields": fields})
        if reaction is Reaction.UNKNOWN_OUTCOME:
            # It may have arrived: an answer is never sent twice.
            return PushResult(ReceivedState.FAILED, "unknown_outcome")
        if reaction in (Reaction.OUTSIDE_WINDOW, Reaction.USED_UP):
            await run_in_threadpool(self._windows.correct, identity.conversation)
            return await self._hold(identity, entry, text, reaction.value)
        await run_in_threadpool(self._windows.give_back, identity.conversation)
        if reaction in UNREACHABLE:
            await run_in_threadpool(self._identities.set_reachable, identity.conversation, UNREACHABLE[reaction])
            return PushResult(ReceivedState.FAILED, UNREACHABLE[reaction])
        if reaction is Reaction.SHORTEN and len(text) > 1:
            return await self._in_halves(identity, entry, text)
        wait: dict[Reaction, timedelta | Callable[[datetime], datetime]]
        wait = {Reaction.RETRY: HOLD_BUSY, Reaction.NEXT_MINUTE: HOLD_MINUTE, Reaction.NEXT_DAY: _until_midnight}
        if reaction in wait:
            pause = wait[reaction]
            later = self._now() + pause if isinstance(pause, timedelta) else pause(self._now())
            return await self._hold(identity, entry, text, reaction.value, later)
        # Settings, permissions, our own mistakes: someone has to mend them, and the next message brings the answer.
        logger.error(
            "answers cannot be pushed until this is mended", extra={"fields": {**fields, "detail": refused.detail}}
        )
        return await self._hold(identity, entry, text, reaction.value)

    async def _in_halves(self, identity: Identity, entry: ReceivedKey, text: str) -> PushResult:
        outcome = PushResult(ReceivedState.ANSWERED, "pushed")
        for piece in split(text, min(MOST_BYTES, len(text.encode())) // 2 + 3):
            outcome = await self.push(identity, entry, piece)
        return outcome

    async def _hold(
        self, identity: Identity, entry: ReceivedKey, text: str, reason: str, try_at: datetime | None = None
    ) -> PushResult:
        reply = HeldReply(identity.conversation, entry, text)
        await run_in_threadpool(self._held.hold, reply, reason, self._now(), try_at)
        return PushResult(ReceivedState.HELD, reason)


def _until_midnight(now: datetime) -> datetime:
    """Return the moment at which the platform's day begins anew, with some minutes for its clock."""
    return now.replace(hour=0, minute=5, second=0, microsecond=0) + timedelta(days=1)
