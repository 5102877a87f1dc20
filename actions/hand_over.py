"""Says where a person can be reached, to someone who asks for one."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import hand_over


class ActionHandOver(TurnAction):
    """Works at any time in a conversation."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_hand_over"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Say whom to reach."""
        return Answered.by(hand_over(known.kb, turn.today))
