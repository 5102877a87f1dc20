"""What the app of colleagues does about each thing that comes in: look it up, keep a tap, or answer with a prepared sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.front.channels.intake import Intake, NotRecorded
from bot.front.channels.wecom.feedback_cards import BUTTONS, StaffCards
from bot.front.channels.wecom.lookup import asked_in
from bot.front.channels.wecom.lookup_answers import StaffAnswering
from bot.front.channels.wecom.quiz import StaffQuiz
from bot.front.channels.wecom.received import StaffReceived
from bot.front.channels.wecom.referral_cards import PREFIX, StaffReferralCards
from bot.front.turns.message_schema import FORBIDDEN_CHARACTER
from bot.front.web.metrics import Metrics
from bot.front.web.rate_limits import RateLimit
from bot.messaging.ledgers import ReceivedLedger, ReceivedState
from bot.messaging.protocol import CardTapped, Exchange, Inbound, Location, Media, MenuTapped, Noted, Text, Voice
from bot.staff import Colleague
from bot.wording.office import wecom as say

LONGEST_TEXT = 200
ENTERED = "enter_agent"


class WecomAnswers:
    """Takes what comes in for one app."""

    def __init__(
        self,
        intake: Intake[StaffReceived],
        answering: StaffAnswering,
        cards: StaffCards,
        referral_cards: StaffReferralCards,
        ledger: ReceivedLedger,
        quiz: StaffQuiz,
        limit: RateLimit,
        metrics: Metrics,
        now: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._intake = intake
        self._answering = answering
        self._cards = cards
        self._referral_cards = referral_cards
        self._ledger = ledger
        self._quiz = quiz
        self._limit = limit
        self._metrics = metrics
        self._now = now
        self._today = today
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, inbound: Inbound) -> Exchange | str | None:
        """Take something that came in: return the exchange that will answer it, a sentence at once, or None for no answer."""
        try:
            received = await self._intake.take(inbound)
        except NotRecorded:
            return say.OUT_OF_ORDER
        return None if received is None else await self._start(received)

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for what is under way; called when the process stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def _start(self, received: StaffReceived) -> Exchange | str | None:
        inbound, colleague = received.inbound, received.colleague
        if not _is_act(inbound):
            return await self._said(received, None)
        if colleague is None:
            self._metrics.refused("stranger")
            return await self._said(received, say.stranger(inbound.address))
        if isinstance(inbound, CardTapped):
            return await self._said(received, await self._tapped(colleague, inbound))
        if await self._limit.wait(f"session:{received.conversation}") > 0:
            return await self._said(received, say.TOO_MANY)
        words = _words(inbound)
        at, on = self._now(), self._today()
        exchange = Exchange()
        is_quiz = await run_in_threadpool(self._quiz.is_for, colleague, words, at)
        if is_quiz:
            self._begin(self._answering.practise(received, colleague, words, on, exchange))
            return exchange
        sentence = _prepared(inbound, words)
        if sentence is not None:
            return await self._said(received, sentence)
        self._begin(self._answering.answer(received, colleague, asked_in(words) or "", on, exchange))
        return exchange

    async def _tapped(self, colleague: Colleague, tap: CardTapped) -> str | None:
        if tap.task.startswith(PREFIX):
            tapped = await self._referral_cards.tapped(colleague, tap)
            if tapped is None:
                return say.OLD_CARD
            self._begin(self._referral_cards.update(tap, tapped))
            return None if tapped.is_new else tapped.said
        given = await self._cards.tapped(colleague, tap)
        if given is None:
            return say.OLD_CARD
        self._begin(self._cards.update(tap, given))
        return None if given.is_new else say.thanks_again(BUTTONS[given.button])

    async def _said(self, received: StaffReceived, sentence: str | None) -> str | None:
        """Say in the ledger how it was answered, and return the answer."""
        state, reason = (
            (ReceivedState.NOTED, "no_answer_needed") if sentence is None else (ReceivedState.ANSWERED, "passive")
        )
        await run_in_threadpool(self._ledger.settle, [received.entry], state, reason, self._now())
        return sentence

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the callback; it goes on when the platform hangs up."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _is_act(inbound: Inbound) -> bool:
    """Tell whether a person did it and waits for an answer."""
    is_entering = isinstance(inbound, Noted) and inbound.what == ENTERED
    return is_entering or isinstance(inbound, (Text, Voice, Media, Location, MenuTapped, CardTapped))


def _words(inbound: Inbound) -> str:
    return FORBIDDEN_CHARACTER.sub("", inbound.text).strip() if isinstance(inbound, (Text, Voice)) else ""


def _prepared(inbound: Inbound, words: str) -> str | None:
    """Return the sentence for what is no search; None for a search."""
    if not words:
        prepared = {Voice: say.VOICE, Media: say.MEDIA, Location: say.LOCATION, Noted: say.GREETING}
        return prepared.get(type(inbound), say.HELP)
    if words.isdigit():
        return say.ONLY_DIGITS
    if len(words) > LONGEST_TEXT:
        return say.TOO_LONG
    return say.HELP if asked_in(words) is None else None
