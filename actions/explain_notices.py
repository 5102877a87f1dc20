"""Answers people who want to be told about policies, or to be told no more."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import explain_notices


class ActionExplainNotices(TurnAction):
    """Says how it stands with notices."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_explain_notices"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Say it."""
        return Answered.by(explain_notices(turn.today, wants_them=turn.intent == "subscribe_notices"))
