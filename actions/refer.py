"""A matter of another office."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_other_office


class ActionRefer(TurnAction):
    """Answers with ``bot.answering.answer_other_office``."""

    answerer = staticmethod(answer_other_office)
