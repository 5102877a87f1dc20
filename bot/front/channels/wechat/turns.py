"""Turns of people on a platform: in order, bursts of texts as one turn, one merged answer, passively when it is ready in time and else pushed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.conversation import typed_positions
from bot.front.channels.wechat.push import Pusher, PushResult
from bot.front.channels.wechat.received import Received
from bot.messaging.ledgers import HeldReplies, ReceivedLedger, ReceivedState
from bot.messaging.protocol import Bursts, Exchange, Text, chat_texts
from bot.wording.office import LATE, OUT_OF_ORDER

logger = logging.getLogger(__name__)

# One passive message and two pushed ones; a longer answer ends with where to read on.
MOST_MESSAGES = 3
CUT = "（后面还有，一次发不完。想接着看，请说一下要看哪一部分，比如“材料”“去哪儿办”。）"
# How long the callback may take to say whether it has handed the answer over.
HAND_OVER_SECONDS = 2.0
# A push at once overtakes the passive answer: the buttons would stand above the words that they belong to.
PASSIVE_FIRST_SECONDS = 0.3

Reply = dict[str, Any]
# Gives the replies to what came in; the words are those of the whole burst.
Play = Callable[[str], Awaitable[Sequence[Reply]]]


@dataclass
class WaitingTurn:
    """Something that waits for its answer: what came in, how it is played, and its callback."""

    received: Received
    words: str
    play: Play
    exchange: Exchange = field(default_factory=Exchange)

    @property
    def is_plain_text(self) -> bool:
        """Tell whether it is words, which can be read together with more words; numbers and taps pick something."""
        inbound = self.received.inbound
        return isinstance(inbound, Text) and inbound.choice is None and not typed_positions(self.words)


class ChannelTurns:
    """The turns of one account."""

    def __init__(
        self,
        ledger: ReceivedLedger,
        held: HeldReplies,
        pusher: Pusher,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._held = held
        self._pusher = pusher
        self._now = now
        self._bursts: Bursts[WaitingTurn] = Bursts(self._play, lambda waiting: waiting.is_plain_text)

    def add(self, waiting: WaitingTurn) -> bool:
        """Put something into the person's queue; False when too many wait already."""
        return self._bursts.add(waiting.received.identity.conversation, waiting)

    async def refuse(self, received: Received, reason: str) -> None:
        """Say in the ledger that something was not played."""
        await self._settle([received], PushResult(ReceivedState.FAILED, reason))

    async def note(self, received: Received) -> None:
        """Say in the ledger that something needed no answer."""
        await self._settle([received], PushResult(ReceivedState.NOTED, "no_answer_needed"))

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for the turns under way; called when the process stops."""
        await self._bursts.finish(seconds)

    async def _play(self, burst: Sequence[WaitingTurn]) -> None:
        *earlier, last = burst
        for waiting in earlier:
            waiting.exchange.dismiss()
        try:
            outcome = await self._answer(last, "\n".join(waiting.words for waiting in burst))
            if earlier:
                await self._settle(
                    [waiting.received for waiting in earlier], PushResult(ReceivedState.MERGED, "with_next")
                )
            await self._settle([last.received], outcome)
        except Exception:
            logger.exception("a turn failed", extra={"fields": {"conversation": last.received.identity.conversation}})
            last.exchange.answer(OUT_OF_ORDER)

    async def _answer(self, waiting: WaitingTurn, words: str) -> PushResult:
        """Play one turn and bring its answer to the person."""
        conversation = waiting.received.identity.conversation
        # Looking takes no time while the dialogue thinks; taking comes when there is an answer to send it with.
        replies, has_late = await asyncio.gather(
            self._played(waiting, words), run_in_threadpool(self._held.is_waiting, conversation)
        )
        late = await run_in_threadpool(self._held.take, conversation) if has_late else []
        before = [LATE + "\n" + "\n".join(reply.text for reply in late)] if late else []
        texts = _at_most(chat_texts(replies, before), MOST_MESSAGES)
        outcome = await self._bring(waiting, texts)
        if late:
            await run_in_threadpool(
                self._ledger.settle, [reply.entry for reply in late], outcome.state, "with_next", self._now()
            )
        return outcome

    async def _played(self, waiting: WaitingTurn, words: str) -> Sequence[Reply]:
        try:
            return await waiting.play(words)
        except Exception:
            conversation = waiting.received.identity.conversation
            logger.exception("the answer failed", extra={"fields": {"conversation": conversation}})
            return [{"text": OUT_OF_ORDER, "choices": []}]

    async def _bring(self, waiting: WaitingTurn, texts: Sequence[str]) -> PushResult:
        if not texts:
            waiting.exchange.dismiss()
            return PushResult(ReceivedState.NOTED, "no_answer_needed")
        rest = list(texts)
        # When the platform hung up before the answer went out, all of it is pushed.
        if waiting.exchange.answer(texts[0]) and await waiting.exchange.was_handed_over(HAND_OVER_SECONDS):
            rest = rest[1:]
            if not rest:
                return PushResult(ReceivedState.ANSWERED, "passive")
            await asyncio.sleep(PASSIVE_FIRST_SECONDS)
        outcomes = [await self._pusher.push(waiting.received.identity, waiting.received.entry, text) for text in rest]
        return next((outcome for outcome in outcomes if outcome.state is not ReceivedState.ANSWERED), outcomes[-1])

    async def _settle(self, received: Sequence[Received], outcome: PushResult) -> None:
        entries = [each.entry for each in received]
        await run_in_threadpool(self._ledger.settle, entries, outcome.state, outcome.reason, self._now())


def _at_most(texts: list[str], count: int) -> list[str]:
    """Return at most so many texts; what is left out is said."""
    return texts if len(texts) <= count else [*texts[: count - 1], f"{texts[count - 1]}\n{CUT}"]
