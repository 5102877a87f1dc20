"""Leaves a subject (算了) or begins anew (重来): the policy and the check that were talked about are forgotten."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import end_topic


class ActionEndTopic(TurnAction):
    """Works at any time in a conversation."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_end_topic"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Forget what was talked about."""
        return Answered.by(
            end_topic(turn.today, starts_over=turn.intent == "start_over"), policy=None, facets=None, check=None
        )
