"""Every question about a policy."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_question


class ActionAnswerQuestion(TurnAction):
    """Answers with ``bot.answering.answer_question``."""

    answerer = staticmethod(answer_question)
