"""还有别的路吗: whom else a policy is for, and which other policies what is known of the person may fit."""

from __future__ import annotations

import re

from bot.answering.action_result import ActionResult
from bot.answering.policy_list import list_by_facts
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Period
from bot.understanding.situation import SituationReading
from bot.wording.answers import AskedQuestion, answer

LONGEST = 20
_OTHER = r"(?:别的|其他|其它|旁的|另外的?|另一[条个]|多余的)"
_WAY = r"(?:路子?|门儿?|门路|办法|法子|法儿|渠道|途径|招儿?|可能|选择|出路|政策|补贴|补助|好处|待遇)"
_WANTS = re.compile(rf"(?:还有|有没有|有|就没|没有|没).{{0,3}}{_OTHER}.{{0,2}}{_WAY}")


def answer_other_ways(known: Toolbox, turn: Turn, told: SituationReading) -> ActionResult | None:
    """Return other ways than the one talked about; None for a message that asks for none, or where nothing was talked about."""
    if turn.picked or len(told.text) > LONGEST or not _WANTS.search(told.text) or turn.context.policy is None:
        return None
    question = AskedQuestion(known.kb.policy(turn.context.policy), ("eligibility",), Period.day(turn.today), turn.today)
    of_policy = ActionResult.by(answer(known.kb, question))
    if not turn.check.known and not told.stated:
        return of_policy
    others = list_by_facts(known, turn, told)
    said = ({**of_policy.replies[0], "choices": []}, *others.replies)
    return ActionResult(said, {**others.slots, "policy": turn.context.policy, "facets": ["eligibility"]})
