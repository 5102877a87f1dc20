"""How a check begins: what the facts told decide, the rule that matters, and at most one question."""

from __future__ import annotations

from bot.answering.action_result import ActionResult
from bot.answering.checks import check as eligibility_check
from bot.answering.checks.rule import with_rule
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Policy
from bot.understanding.situation import SituationReading


def begin_check(known: Toolbox, turn: Turn, told: SituationReading, policy: Policy) -> ActionResult:
    """Return the first reply of the check of a policy, and remember it."""
    [first, *others], check = eligibility_check.begin(known, turn, turn.check, told, policy)
    first = with_rule(known, turn, policy, first, ends=check.asked is None)
    return ActionResult.by(first, *others, check=check.to_slot(), policy=policy.id)
