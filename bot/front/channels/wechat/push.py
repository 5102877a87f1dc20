"""Pushes an answer that came too late for its callback: counted before it is sent, sent once, held where the platform does not let us."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from bot.front.web.metrics import Metrics
from bot.messaging.api import PASSES, Consequence, PlatformRefusal, Receipt, Retry
from bot.messaging.ledgers import (
    HeldReplies,
    HeldReply,
    PlatformOutbox,
    ReceivedKey,
    ReceivedLedger,
    ReceivedState,
    WindowLedger,
)
from bot.messaging.protocol import MOST_BYTES, split
from bot.people import Identities, Identity

logger = logging.getLogger(__name__)


class TextSender(Protocol):
    """The part of the platform's interface that pushes texts."""

    async def send_text(self, openid: str, text: str) -> Receipt:
        """Send one text; raises PlatformRefusal."""


@dataclass(frozen=True)
class PushResult:
    """What became of a push, for the ledger."""

    state: ReceivedState
    reason: str


@dataclass(frozen=True)
class TextToPush:
    """A text on its way to a person, and the entry of the ledger that it answers."""

    identity: Identity
    entry: ReceivedKey
    text: str


class Pusher(PlatformOutbox[TextToPush, PushResult]):
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
        super().__init__(now, windows)
        self._sender = sender
        self._held = held
        self._ledger = ledger
        self._identities = identities
        self._metrics = metrics

    async def push(self, identity: Identity, entry: ReceivedKey, text: str) -> PushResult:
        """Send a text as a 客服消息, or hold it; never raises for what the platform does, and never sends what may have arrived."""
        return await self.deliver(TextToPush(identity, entry, text))

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

    def _conversation(self, push: TextToPush) -> str:
        return push.identity.conversation

    async def _hand_over(self, push: TextToPush) -> None:
        await self._sender.send_text(push.identity.address, push.text)

    async def _sent(self, push: TextToPush) -> PushResult:
        return PushResult(ReceivedState.ANSWERED, "pushed")

    def _note(self, push: TextToPush, refused: PlatformRefusal, consequence: Consequence) -> None:
        self._metrics.failed(f"wechat_{refused.reaction.value}")
        logger.warning("the platform did not take an answer", extra={"fields": _fields(push, refused)})

    async def _in_doubt(self, push: TextToPush) -> PushResult:
        return PushResult(ReceivedState.FAILED, "unknown_outcome")

    async def _until_they_write(self, push: TextToPush, reason: str) -> PushResult:
        return await self._hold(push, reason)

    async def _mark_unreachable(self, push: TextToPush, why: str) -> None:
        await run_in_threadpool(self._identities.set_reachable, push.identity.conversation, why)

    async def _refused(self, push: TextToPush, refused: PlatformRefusal, consequence: Consequence) -> PushResult:
        if consequence.unreachable is not None:
            return PushResult(ReceivedState.FAILED, consequence.unreachable)
        if consequence.retry is Retry.SHORTER and len(push.text) > 1:
            return await self._in_halves(push)
        if consequence.retry in PASSES:
            return await self._hold(push, refused.reaction.value, consequence.again_at(self._now()))
        # Settings, permissions, our own mistakes: someone has to mend them, and the next message brings the answer.
        fields = {**_fields(push, refused), "detail": refused.detail}
        logger.error("answers cannot be pushed until this is mended", extra={"fields": fields})
        return await self._hold(push, refused.reaction.value)

    async def _in_halves(self, push: TextToPush) -> PushResult:
        outcome = PushResult(ReceivedState.ANSWERED, "pushed")
        for piece in split(push.text, min(MOST_BYTES, len(push.text.encode())) // 2 + 3):
            outcome = await self.push(push.identity, push.entry, piece)
        return outcome

    async def _hold(self, push: TextToPush, reason: str, try_at: datetime | None = None) -> PushResult:
        reply = HeldReply(push.identity.conversation, push.entry, push.text)
        await run_in_threadpool(self._held.hold, reply, reason, self._now(), try_at)
        return PushResult(ReceivedState.HELD, reason)


def _fields(push: TextToPush, refused: PlatformRefusal) -> dict[str, object]:
    return {"conversation": push.identity.conversation, "code": refused.code, "reaction": refused.reaction.value}
