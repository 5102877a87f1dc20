"""Answers 我能享受哪些政策 with the situations of life to pick from."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import list_situations


class ActionListPolicies(TurnAction):
    """Asks for the situation, since the policies differ by it."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_list_policies"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Offer the situations."""
        return Answered.by(list_situations(turn.today))
