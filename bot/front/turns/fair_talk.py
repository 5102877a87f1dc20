"""Who asks when there is a fair or a live session hears those that were entered, or that none were and where to ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Reply
from bot.jobs.fairs import AHEAD, Fair, FairReminders, Fairs, fair_question
from bot.kb import KnowledgeBase
from bot.wording.jobs import offer_reminders, reply_fairs, reply_none

FURTHER = AHEAD * 3


class FairTalk:
    """Listens for questions about the calendar; nothing is said that nobody entered.

    Args:
        today: the day from which fairs are told.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._fairs, self._kb, self._today = Fairs(engine), kb, today
        self._reminders = FairReminders(engine)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the fairs of the days asked about; None for anything else, and for who names no time where none are known."""
        on = self._today()
        asked = fair_question(spoken.text, on) if spoken.wish is None else None
        if asked is None:
            return None
        found = self._fairs.between(asked.first, asked.last, asked.kind)
        if found:
            return HandlerResult.replies(self._offering(reply_fairs(found, on), found, spoken.conversation, at))
        if not asked.is_timed and not self._fairs.has_any(on):
            return None
        after = max(asked.last + timedelta(days=1), on)
        later = self._fairs.between(after, after + FURTHER, asked.kind)
        said = reply_none(self._kb(), asked.first, asked.last, asked.kind, later, on)
        return HandlerResult.replies(self._offering(said, later, spoken.conversation, at))

    def _offering(self, said: Reply, fairs: Sequence[Fair], conversation: str, at: datetime) -> Reply:
        """Return a reply with the offer to remind of the fairs in it, where somebody can be reminded."""
        if not self._reminders.may_ask(conversation):
            return said
        return replace(said, choices=(*said.choices, *offer_reminders(fairs, at)))
