"""Sends a neighbouring matter (公积金, 医保报销, 养老金 …) to the office that it belongs to."""

from __future__ import annotations

from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.wording import refer, refer_unknown


class ActionRefer(TurnAction):
    """The offices are in policies_kb/referrals.yml."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_refer"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Name the office of the first matter mentioned, or the hotline when none is known."""
        named = known.reader.read(turn.text, turn.today).referrals
        if named:
            return Answered.by(refer(known.kb.referrals[named[0]], turn.today))
        return Answered.by(refer_unknown(known.kb, turn.today))
