"""Hears who does not want to live, before any model and in every state: one reviewed sentence, a person, a mark on the desk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation import HandlerResult, IncomingMessage
from bot.kb import KnowledgeBase, SpokenAct
from bot.referrals.safety.alarms import raise_alarm
from bot.referrals.takeovers import TakeoverListener
from bot.understanding.acts import ActReader
from bot.wording.office import say_to_distress

logger = logging.getLogger(__name__)


class DistressListener:
    """Hears before everyone else, also while the assistant is switched off or a colleague speaks.

    Args:
        acts: reads what a message does.
        takeover: writes the message down for the colleague who speaks, if any.
        today: the day to answer for.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        acts: Callable[[], ActReader],
        takeover: TakeoverListener,
        today: Callable[[], date],
    ) -> None:
        self._engine = engine
        self._kb = kb
        self._acts = acts
        self._takeover = takeover
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the sentence; None for anything else."""
        if spoken.wish is not None or not self._acts().distress(spoken.text, self._today()):
            return None
        prepared = self._kb().acts.prepared.get(SpokenAct.DISTRESS)
        if prepared is None:
            return None
        try:
            raise_alarm(self._engine, spoken.conversation, at)
            self._takeover.hear(spoken, at)
        except SQLAlchemyError as error:
            # Whatever the database says, the person reads where help is.
            fields = {"conversation": spoken.conversation, "error": type(error).__name__}
            logger.error("someone in distress could not be marked", extra={"fields": fields})
        return HandlerResult.replies(say_to_distress(prepared, self._today()))
