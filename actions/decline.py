"""Declines what is not about employment policy, and says what can be asked instead."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import decline


class ActionDecline(TurnAction):
    """Out of scope."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_decline"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Say so."""
        return Answered.by(decline(known.kb, turn.today))
