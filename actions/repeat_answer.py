"""Says the last answer once more, word for word, with its sources and choices."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import nothing_said_yet


class ActionRepeatAnswer(TurnAction):
    """Repeats the replies of the turn before."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_repeat_answer"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Repeat, or say that nothing was said yet."""
        if turn.last_replies:
            return Answered(turn.last_replies)
        return Answered.by(nothing_said_yet(turn.today))
