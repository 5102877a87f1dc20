"""Checks whether a policy fits a person: begins with what was said, goes on with what was picked."""

from __future__ import annotations

from bot.answering import check
from bot.answering.action_result import ActionResult
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.understanding import plan
from bot.wording.answers import ask_which_policy


def check_eligibility(known: Toolbox, turn: Turn) -> ActionResult:
    """Take in what was said or picked, and ask on or judge; the steps after it come while a question is open."""
    if turn.picked:
        replies, begun = check.pick(known, turn, turn.check)
        return ActionResult.by(*replies, check=begun.to_slot(), policy=begun.policy)
    reading = known.reader.read(turn.text, turn.today)
    planned = plan(known.kb, known.reader, reading, turn.intent, turn.context)
    if not planned.policies and planned.unsure_topics:
        return ActionResult.by(ask_which_policy(known.kb, planned.unsure_topics, "eligibility", turn.today))
    policy = next((each for each in planned.policies if each.criteria is not None), None)
    replies, begun = check.begin(known, turn, turn.check, known.situations.read(turn.text, turn.today), policy)
    return ActionResult.by(*replies, check=begun.to_slot(), **({"policy": policy.id} if policy else {}))
