"""Answers people who want to be told about policies, and stops at once for those who want to be told no more."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot import clock
from bot.wording import confirm_stop, explain_subscribing


class ActionExplainNotices(TurnAction):
    """Says how to agree; a wish to stop is carried out before it is confirmed."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_explain_notices"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Explain, or stop."""
        if turn.intent == "subscribe_notices":
            return Answered.by(explain_subscribing(turn.today))
        stopped = known.subscriptions.stop(turn.conversation, clock.now()) if known.subscriptions else 0
        return Answered.by(confirm_stop(turn.today, had_any=stopped > 0))
