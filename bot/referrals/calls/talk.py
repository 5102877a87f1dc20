"""Hears, before the dialogue does, what is said about calling a matchmaker: the answers of its steps, how far it has come, no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import Choice, HandlerResult, IncomingMessage, Reply, Wish
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.calls.progress import CallProgress, LatestCall
from bot.referrals.calls.steps import AREA, CALL, HERE, NOT_NOW, CallSteps
from bot.referrals.calls.words import (
    LONGEST,
    asks_for_a_person,
    asks_how_far,
    bare_words,
    calls_a_matchmaker,
    wants_a_call,
    wants_no_call,
)
from bot.wording.office import referrals as say

CANCEL = "office_cancel"
TALK_TO_PERSON = "talk_to_person"
# The dialogue never sees these wishes.
OWN = frozenset({CALL, AREA, HERE, NOT_NOW, CANCEL})


class ReferralTalk:
    """The handler of turns that are about a call.

    Args:
        sealer: seals phone numbers; without it none is asked for.
        today: the day to answer for.
    """

    def __init__(
        self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date], sealer: Sealer | None
    ) -> None:
        self._steps = CallSteps(engine, kb, today, sealer)
        self._progress = CallProgress(engine)

    def offer(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        """Return the offer of a person; what is open already is told instead."""
        call = self._progress.latest(spoken.conversation)
        if call is not None and call.is_open:
            return self._told(call, at)
        return self._steps.offer(spoken.conversation, at)

    def hear_alone(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is said where the dialogue does not answer, so that a plain wish for a person is heard here too."""
        heard = self.hear(spoken, at)
        is_asked_for = spoken.wish is None and asks_for_a_person(bare_words(spoken.text))
        if heard is None and (is_asked_for or (spoken.wish is not None and spoken.wish.intent == TALK_TO_PERSON)):
            offered = self.offer(spoken, at)
            return None if offered is None else HandlerResult.replies(offered)
        return heard

    def is_own(self, wish: Wish) -> bool:
        """Tell whether a pick is about a call."""
        return wish.intent in OWN

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is said; None when it is not about a call."""
        said = self._typed(spoken, at) if spoken.wish is None else self._picked(spoken.conversation, spoken.wish, at)
        return None if said is None else HandlerResult.replies(said)

    def _picked(self, conversation: str, wish: Wish, at: datetime) -> Reply | None:
        if wish.intent not in OWN:
            return None
        if wish.intent == CANCEL:
            return self._cancelled(conversation, at) or self._steps.reply(say.LEFT_ALONE)
        return self._steps.pick(conversation, wish, at)

    def _typed(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        words = bare_words(spoken.text)
        if len(words) > LONGEST:
            return None
        answered = self._steps.answer(spoken.conversation, words, at)
        if answered is not None:
            return answered
        if calls_a_matchmaker(words):
            return self.offer(spoken, at)
        if wants_a_call(words):
            call = self._progress.latest(spoken.conversation)
            is_open = call is not None and call.is_open
            return self.offer(spoken, at) if is_open else self._steps.pick(spoken.conversation, Wish(CALL), at)
        unasked = self._steps.be_reached_otherwise(spoken.conversation, words, at)
        if unasked is not None:
            return unasked
        if wants_no_call(words):
            return self._cancelled(spoken.conversation, at)
        call = self._progress.latest(spoken.conversation) if asks_how_far(words) else None
        return None if call is None else self._told(call, at)

    def _cancelled(self, conversation: str, at: datetime) -> Reply | None:
        call = self._progress.latest(conversation)
        if call is None or not call.is_open:
            return None
        self._progress.cancel(call, at)
        return self._steps.reply(say.CANCELLED)

    def _told(self, call: LatestCall, at: datetime) -> Reply:
        choices = (Choice(say.CANCEL, CANCEL),) if call.is_open else ()
        return self._steps.reply(self._progress.say(call, at), choices)
