"""Checks whether a policy fits a person: begins with what was said, goes on with what was picked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.action_result import ActionResult
from bot.answering.checks import check
from bot.answering.checks.first_step import begin_check
from bot.answering.checks.rule_question import asks_of_rule
from bot.answering.heard import heard, read_beside_facts, told_in
from bot.answering.question import answer_question
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Policy
from bot.understanding import plan
from bot.understanding.situation import SituationReading
from bot.wording.answers import ask_which_policy

# A statement this like a message that tells of no case is what it asks for.
ALIKE = 0.5


def check_eligibility(known: Toolbox, turn: Turn) -> ActionResult:
    """Take in what was said or picked, and ask on or judge; the steps after it come while a question is open."""
    if turn.picked:
        replies, begun = check.pick(known, turn, turn.check)
        return ActionResult.by(*replies, check=begun.to_slot(), policy=begun.policy)
    told = told_in(known, turn)
    if told.asks() and (not told.wants_check or asks_of_rule(known, turn, told)):
        # A question about the rule (失业金能转回老家领吗) is no wish to be checked, whatever stands beside it.
        return answer_question(known, turn)
    planned = plan(known.kb, known.reader, read_beside_facts(known, turn, told), turn.intent, turn.context)
    if not planned.policies and planned.unsure_topics:
        return ActionResult.by(ask_which_policy(known.kb, planned.unsure_topics, "eligibility", turn.today))
    policy = next((each for each in planned.policies if each.criteria is not None), None)
    if policy is not None:
        return begin_check(known, turn, told, policy)
    if _is_answered(known, turn, told, planned.policies):
        return answer_question(known, turn)
    replies, begun = check.begin(known, turn, turn.check, told, None)
    return ActionResult.by(*replies, check=begun.to_slot())


def _is_answered(known: Toolbox, turn: Turn, told: SituationReading, meant: Sequence[Policy]) -> bool:
    """Tell whether statements answer: of what is meant nothing can be judged (失业登记还算不算数), or of no case one is told."""
    if meant:
        return told.asks()
    is_case = bool(told.situation()) or turn.context.policy is not None
    return not is_case and any(found[0].likeness >= ALIKE for found in heard(known, turn).ranked if found)
