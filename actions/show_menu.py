"""菜单: works at any time."""

from __future__ import annotations

from actions.turn_action import TurnAction
from bot.answering import answer_menu


class ActionShowMenu(TurnAction):
    """Answers with ``bot.answering.answer_menu``."""

    answerer = staticmethod(answer_menu)
