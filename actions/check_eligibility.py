"""Checks whether a policy fits a person: begins with what was said, goes on with what was picked."""

from __future__ import annotations

from actions import checking
from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.search import plan
from bot.wording import ask_which_policy


class ActionCheckEligibility(TurnAction):
    """One step of a check; the steps after it come from `TurnAction`, which knows when a question is open."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_check_eligibility"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Take in what was said or picked, and ask on or judge."""
        if turn.picked:
            replies, check = checking.pick(known, turn, turn.check)
            return Answered.by(*replies, check=check.to_slot(), policy=check.policy)
        reading = known.reader.read(turn.text, turn.today)
        planned = plan(known.kb, known.reader, reading, turn.intent, turn.context)
        if not planned.policies and planned.unsure_topics:
            return Answered.by(ask_which_policy(known.kb, planned.unsure_topics, "eligibility", turn.today))
        policy = next((each for each in planned.policies if each.criteria is not None), None)
        replies, check = checking.begin(known, turn, turn.check, reading, policy)
        return Answered.by(*replies, check=check.to_slot(), **({"policy": policy.id} if policy else {}))
