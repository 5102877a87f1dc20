"""Shows what can be asked."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import show_menu


class ActionShowMenu(TurnAction):
    """Works at any time in a conversation."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_menu"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Show it."""
        return Answered.by(show_menu(known.kb, turn.today))
