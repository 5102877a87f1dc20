"""One turn of a conversation: what was said, what the dialogue process answers, which choices are offered."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.conversation import HandlerResult, IncomingMessage, typed_position
from bot.front.turns.dialogue_client import TURN_SECONDS, DialogueClient, DialogueError
from bot.front.turns.order import TurnLines
from bot.front.turns.participants import Participants, from_wording
from bot.front.turns.reply_schema import ChoiceOut, DialogueReply, PublicReply
from bot.front.web.http_errors import Refusal
from bot.front.web.metrics import Metrics
from bot.storage import OfferedChoice, OfferedChoices, StoredReplies

logger = logging.getLogger(__name__)

CHOICE_LIFETIME = timedelta(hours=24)
REPLIES_LIFETIME = timedelta(minutes=10)
CLAIM_LIFETIME = timedelta(seconds=TURN_SECONDS + 10)
UNKNOWN_CHOICE = "没有找到这个选项。请直接写下您的问题。"
EXPIRED_CHOICE = "这个选项放得太久，已经失效了。请重新问一遍，我再列给您。"
BEING_ANSWERED = "这条消息正在回答中，请稍等。"
TOOK_TOO_LONG = "这个问题我想得太久，没能答上来。请过一会儿再问一遍；着急的话，请打 12333（人社热线）咨询。"
OUT_OF_ORDER = "抱歉，系统暂时答不上来。请过几分钟再问一遍；着急的话，请打 12333（人社热线）咨询。"
QUESTIONS = ("clarify", "verdict")

Answer = list[dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """What a person did: typed ``text``, or picked the choice with the id ``choice``.

    ``payload`` is for doors that offer entries of their own, such as a menu; no client can name one.
    """

    conversation: str
    text: str | None = None
    choice: str | None = None
    on: str | None = None
    request: str | None = None
    payload: str | None = None


class Turns:
    """Plays turns in order, each request once."""

    def __init__(
        self,
        dialogue: DialogueClient,
        offered: OfferedChoices,
        stored: StoredReplies,
        metrics: Metrics,
        as_of: date | None,
        party: Participants | None = None,
    ) -> None:
        self._party = party or Participants()
        self._dialogue = dialogue
        self._offered = offered
        self._stored = stored
        self._metrics = metrics
        self._as_of = as_of
        self.lines = TurnLines()

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
            raise Refusal(409, "being_answered", BEING_ANSWERED, {"Retry-After": "2"})
        try:
            answer = await self._play(said)
        except BaseException:
            await run_in_threadpool(self._stored.release, *this)
            raise
        await run_in_threadpool(self._stored.keep, *this, answer)
        return answer

    async def _play(self, said: Said) -> Answer:
        started = time.perf_counter()
        spoken, heard = await run_in_threadpool(self._hear, said)
        is_heard = heard is not None and heard.payload is None
        if heard is not None and heard.payload is None:
            replies = [from_wording(reply) for reply in heard.replies]
        else:
            payload = spoken.payload if heard is None else heard.payload
            wish = {"text": spoken.text} if payload is None else {"payload": payload}
            replies = await self._asked(said, wish)
        seconds = time.perf_counter() - started
        outcomes: list[str] = [reply.outcome for reply in replies]
        self._metrics.turn(outcomes, seconds)
        report = {"conversation": said.conversation, "outcomes": outcomes, "milliseconds": round(seconds * 1000)}
        logger.info("turn", extra={"fields": report})
        return await run_in_threadpool(self._completed, spoken, replies, seconds, is_heard)

    async def _asked(self, said: Said, wish: dict[str, str]) -> list[DialogueReply]:
        try:
            return await self._dialogue.turn(said.conversation, wish, said.on)
        except DialogueError as error:
            return [self._apology(said, error)]

    def _hear(self, said: Said) -> tuple[IncomingMessage, HandlerResult | None]:
        """Return what was said, a pick resolved, and what the listeners make of it; no payload but a stored one exists."""
        if said.payload is not None:
            spoken = IncomingMessage(said.conversation, said.text or "", said.payload)
            return spoken, self._party.hear(spoken, now())
        if said.choice is not None:
            choice = self._offered.find(said.conversation, said.choice)
            if choice is None:
                raise Refusal(404, "unknown_choice", UNKNOWN_CHOICE)
            if _is_expired(choice):
                raise Refusal(410, "expired_choice", EXPIRED_CHOICE)
            spoken = IncomingMessage(said.conversation, choice.label, choice.payload)
            return spoken, self._party.hear(spoken, now())
        spoken = IncomingMessage(said.conversation, said.text or "")
        heard = self._party.hear(spoken, now())
        if heard is not None:
            return spoken, heard
        position = typed_position(spoken.text)
        typed = None if position is None else self._offered.at_position(said.conversation, position)
        if typed is None or _is_expired(typed):
            return spoken, None
        spoken = IncomingMessage(said.conversation, typed.label, typed.payload)
        return spoken, self._party.hear(spoken, now())

    def _completed(
        self, spoken: IncomingMessage, replies: Sequence[DialogueReply], seconds: float, is_heard: bool
    ) -> Answer:
        """Return the replies as the person gets them: with choices, tickets for rating, and the dialogue's with the offer of a person."""
        if not is_heard:
            replies = [self._party.with_a_person(spoken, reply, now()) for reply in replies]
        tickets = self._party.keep(spoken, replies, seconds, now())
        return self._with_choices(spoken.conversation, replies, tickets)

    def _with_choices(
        self, conversation: str, replies: Sequence[DialogueReply], tickets: Sequence[str | None]
    ) -> Answer:
        """Give every choice an id; a question without choices withdraws those offered before.

        Otherwise "3" as the answer to "how many years?" would mean the third choice of an earlier reply.
        """
        pairs = [(choice.label, choice.payload) for reply in replies for choice in reply.choices]
        offered: list[OfferedChoice] = []
        if pairs or any(reply.outcome in QUESTIONS for reply in replies):
            offered = self._offered.offer(conversation, pairs, now())
        ids = iter(offered)
        return [
            _public(reply, [next(ids) for _ in reply.choices], ticket)
            for reply, ticket in zip(replies, tickets, strict=True)
        ]

    def _apology(self, said: Said, error: DialogueError) -> DialogueReply:
        self._metrics.failed(f"dialogue_{error.reason}")
        logger.error("the dialogue process gave no answer", extra={"fields": {"reason": error.reason}})
        on = date.fromisoformat(said.on) if said.on else today(self._as_of)
        text = TOOK_TOO_LONG if error.reason == "timeout" else OUT_OF_ORDER
        return DialogueReply(text=text, outcome="error", on=on)


def _is_expired(choice: OfferedChoice) -> bool:
    return choice.offered_at < now() - CHOICE_LIFETIME


def _public(reply: DialogueReply, offered: Sequence[OfferedChoice], ticket: str | None) -> dict[str, Any]:
    choices = [ChoiceOut(id=choice.id, label=choice.label) for choice in offered]
    public = PublicReply(**{**reply.dict(), "choices": choices, "rating": ticket})
    shape: dict[str, Any] = json.loads(public.json())
    return shape
