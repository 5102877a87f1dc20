"""What is not about employment policy."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_out_of_scope


class ActionDecline(TurnAction):
    """Answers with ``bot.answering.answer_out_of_scope``."""

    answerer = staticmethod(answer_out_of_scope)
