"""Who asks when there is a fair or a live session hears those that were entered, or that none were and where to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage
from bot.jobs.fairs import AHEAD, Fairs, fair_question
from bot.kb import KnowledgeBase
from bot.wording.jobs import reply_fairs, reply_none

FURTHER = AHEAD * 3


class FairTalk:
    """Listens for questions about the calendar; nothing is said that nobody entered.

    Args:
        today: the day from which fairs are told.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._fairs, self._kb, self._today = Fairs(engine), kb, today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the fairs of the days asked about; None for anything else, and for who names no time where none are known."""
        on = self._today()
        asked = fair_question(spoken.text, on) if spoken.wish is None else None
        if asked is None:
            return None
        found = self._fairs.between(asked.first, asked.last, asked.kind)
        if found:
            return HandlerResult.replies(reply_fairs(found, on))
        if not asked.is_timed and not self._fairs.has_any(on):
            return None
        after = max(asked.last + timedelta(days=1), on)
        later = self._fairs.between(after, after + FURTHER, asked.kind)
        return HandlerResult.replies(reply_none(self._kb(), asked.first, asked.last, asked.kind, later, on))
