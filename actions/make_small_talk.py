"""Greetings, thanks and the like."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_small_talk


class ActionMakeSmallTalk(TurnAction):
    """Answers with ``bot.answering.answer_small_talk``."""

    answerer = staticmethod(answer_small_talk)
