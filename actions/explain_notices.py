"""Answers people who want to be told about policies, keeps what they want kept, and stops at once for those who want no more."""

from __future__ import annotations

from actions import keeping
from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot import clock
from bot.wording import confirm_stop, explain_subscribing


class ActionExplainNotices(TurnAction):
    """Says how to agree; a wish to stop, or to have a check kept, is carried out before it is confirmed."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_explain_notices"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Explain, keep, or stop."""
        if turn.intent == "subscribe_notices" and "policy" in turn.picked:
            return Answered.by(keeping.keep(known, turn))
        if turn.intent == "subscribe_notices":
            return Answered.by(explain_subscribing(turn.today))
        stopped = known.subscriptions.stop(turn.conversation, clock.now()) if known.subscriptions else 0
        return Answered.by(confirm_stop(turn.today, had_any=stopped > 0))
