"""再说一遍."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_once_more


class ActionRepeatAnswer(TurnAction):
    """Answers with ``bot.answering.answer_once_more``."""

    answerer = staticmethod(answer_once_more)
