"""算了, 重新开始: works at any time."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_end


class ActionEndTopic(TurnAction):
    """Answers with ``bot.answering.answer_end``."""

    answerer = staticmethod(answer_end)
