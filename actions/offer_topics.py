"""The two-step fallback."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_not_understood


class ActionOfferTopics(TurnAction):
    """Answers with ``bot.answering.answer_not_understood``."""

    answerer = staticmethod(answer_not_understood)
