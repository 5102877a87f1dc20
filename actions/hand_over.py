"""转人工: works at any time."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_wish_for_a_person


class ActionHandOver(TurnAction):
    """Answers with ``bot.answering.answer_wish_for_a_person``."""

    answerer = staticmethod(answer_wish_for_a_person)
