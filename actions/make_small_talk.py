"""Answers greetings, thanks, goodbyes, who are you, and idle talk."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import small_talk


class ActionMakeSmallTalk(TurnAction):
    """The policy that was talked about stays in mind: thanks do not end a subject."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_make_small_talk"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Say a short, kind sentence."""
        return Answered.by(small_talk(known.kb, turn.intent, turn.today))
