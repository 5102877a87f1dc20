"""One turn of a conversation: handlers hear the message in order, the dialogue answers what they leave, steps complete it.

The order is in ``bot/front/handlers.py``.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.conversation import HandlerResult, IncomingMessage, NextStep, Outcome, Reply, Wish
from bot.front.turns.choices import CHOICE_LIFETIME, picked_message
from bot.front.turns.dialogue_client import TURN_SECONDS, DialogueClient, DialogueError
from bot.front.turns.order import TurnLines
from bot.front.turns.reply_schema import PublicReply
from bot.front.turns.shared_line import SharedLine
from bot.front.turns.turn_context import TurnContext, TurnHandler, TurnStep
from bot.front.web.http_errors import Refusal
from bot.front.web.metrics import Metrics
from bot.storage import OfferedChoices, StoredReplies
from bot.wording.office import chat as say

logger = logging.getLogger(__name__)

REPLIES_LIFETIME = timedelta(minutes=10)
CLAIM_LIFETIME = timedelta(seconds=TURN_SECONDS + 10)

Answer = list[dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """What a person did: typed ``text``, or picked the choice with the id ``choice``.

    ``wish`` is for doors that offer entries of their own, such as a menu; no client can name one.
    """

    conversation: str
    text: str | None = None
    choice: str | None = None
    on: str | None = None
    request: str | None = None
    wish: Wish | None = None


class Turns:
    """Plays turns in order, each request once.

    Args:
        handlers: who hears a message, in this order; the last lets the dialogue answer.
        after: what is done about the replies, in this order.
    """

    def __init__(
        self,
        dialogue: DialogueClient,
        offered: OfferedChoices,
        stored: StoredReplies,
        metrics: Metrics,
        as_of: date | None,
        handlers: Sequence[TurnHandler],
        after: Sequence[TurnStep],
        shared: SharedLine | None = None,
    ) -> None:
        self._handlers = tuple(handlers)
        self._after = tuple(after)
        self._dialogue = dialogue
        self._offered = offered
        self._stored = stored
        self._metrics = metrics
        self._as_of = as_of
        self.lines = TurnLines(shared=shared)

    async def answer(self, said: Said) -> Answer:
        """Return the replies to what was said, in the shape of the chat API.

        Raises:
            Refusal: the choice is unknown (404) or too old (410), the request is being answered elsewhere (409),
                or too many turns of this conversation wait (429).
        """
        return await self.lines.play(said.conversation, lambda: self._once(said))

    async def forget_old(self) -> None:
        """Delete choices and replies that nobody can ask for any more."""
        await run_in_threadpool(self._offered.forget_before, now() - 2 * CHOICE_LIFETIME)
        await run_in_threadpool(self._stored.forget_before, now() - REPLIES_LIFETIME)

    async def _once(self, said: Said) -> Answer:
        """Play the turn unless the same request was played before."""
        if said.request is None:
            return await self._play(said)
        this = (said.conversation, said.request)
        claim = await run_in_threadpool(self._stored.claim, *this, now(), now() - CLAIM_LIFETIME)
        if claim.replies is not None:
            return claim.replies
        if not claim.is_ours:
            raise Refusal(409, "being_answered", say.BEING_ANSWERED, {"Retry-After": "2"})
        try:
            answer = await self._play(said)
        except BaseException:
            await run_in_threadpool(self._stored.release, *this)
            raise
        await run_in_threadpool(self._stored.keep, *this, answer)
        return answer

    async def _play(self, said: Said) -> Answer:
        started = time.perf_counter()
        turn, result = await run_in_threadpool(self._heard, said)
        if result.then is NextStep.ASK_DIALOGUE:
            turn.is_from_dialogue = True
            turn.replies = await self._asked(replace(turn.message, wish=result.wish or turn.message.wish), said.on)
        else:
            turn.replies = [reply.typeset() for reply in result.said]
        turn.seconds = time.perf_counter() - started
        outcomes = [reply.outcome.value for reply in turn.replies]
        self._metrics.turn(outcomes, turn.seconds)
        report = {"conversation": said.conversation, "outcomes": outcomes, "milliseconds": round(turn.seconds * 1000)}
        logger.info("turn", extra={"fields": report})
        return await run_in_threadpool(self._completed, turn)

    def _heard(self, said: Said) -> tuple[TurnContext, HandlerResult]:
        """Return the turn of what was said, and how the first handler that stops it lets it go on."""
        turn = TurnContext(self._message(said))
        result = self._first_result(turn.message)
        if result.then is NextStep.HEAR_AGAIN:
            turn.message = replace(turn.message, text=result.label, wish=result.wish)
            result = self._first_result(turn.message)
        return turn, result

    def _message(self, said: Said) -> IncomingMessage:
        if said.choice is not None and said.wish is None:
            return picked_message(self._offered, said.conversation, said.choice, now())
        return IncomingMessage(said.conversation, said.text or "", said.wish)

    def _first_result(self, message: IncomingMessage) -> HandlerResult:
        at = now()
        heard = (handler.hear(message, at) for handler in self._handlers)
        return next((result for result in heard if result is not None), HandlerResult.ask_dialogue())

    def _completed(self, turn: TurnContext) -> Answer:
        """Return the replies as the person gets them."""
        for step in self._after:
            step.complete(turn, now())
        ids = iter(turn.offered)
        return [
            _shown(PublicReply.of(reply, [next(ids) for _ in reply.choices], ticket))
            for reply, ticket in zip(turn.replies, turn.tickets, strict=True)
        ]

    async def _asked(self, message: IncomingMessage, on: str | None) -> list[Reply]:
        try:
            return await self._dialogue.turn(message, on)
        except DialogueError as error:
            return [self._apology(on, error)]

    def _apology(self, on: str | None, error: DialogueError) -> Reply:
        self._metrics.failed(f"dialogue_{error.reason}")
        logger.error("the dialogue process gave no answer", extra={"fields": {"reason": error.reason}})
        text = say.TOOK_TOO_LONG if error.reason == "timeout" else say.OUT_OF_ORDER
        return Reply(text, Outcome.ERROR, date.fromisoformat(on) if on else today(self._as_of))


def _shown(reply: PublicReply) -> dict[str, Any]:
    absent = {"outline"} if reply.outline is None else set()
    shape: dict[str, Any] = json.loads(reply.json(exclude=absent))
    return shape
