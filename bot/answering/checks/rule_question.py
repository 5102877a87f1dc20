"""Tells a question about the rule (按实际交的算还是按最低档算) from one about a case: what answers it best is no condition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.heard import heard
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.lookup.statements import RankedStatement
from bot.understanding.situation import SituationReading

# Conditions live in these facets; who asks for one of them may want to be judged.
OF_CONDITIONS = ("eligibility", "restrictions", "duration")
# Who tells more than this wants a verdict, whatever words they ask with.
FACTS_OF_RULE = 2
# How much likelier than a condition something else must be.
LIKELIER = 1.5
# What is left of 灵活就业社保补贴,我能申请吗 without the name.
_WHETHER_I_GET = re.compile(
    "(?:请问|那|这|这个|现在|今年)*(?:我|咱|俺|本人)(?:现在|今年|也|这样|这样的|这种情况)*"
    "(?:(?:能不能|可不可以|能够|能|可以)(?:申请|申领|领取|领|拿到|拿|享受|办理|办|参加|报名|得到)(?:到|上|这个|这项)?"
    "|(?:符合|满足|够)(?:的|它的)?(?:条件|要求))[吗么嘛不吧呢]?"
)


def asks_of_rule(known: Toolbox, turn: Turn, told: SituationReading) -> bool:
    """Return whether something else than a condition is asked for in each question."""
    if sum(not fact.is_implied for fact in told.situation()) > FACTS_OF_RULE or _is_whether_i_get(known, turn):
        return False
    ranked = heard(known, turn).ranked
    return any(ranked) and all(_is_of_rule(statements) for statements in ranked if statements)


def _is_whether_i_get(known: Toolbox, turn: Turn) -> bool:
    """Tell whether a message holds nothing but a name and whether one gets it: words that a statement shares with the name ask for nothing."""
    reading = known.reader.read(turn.text, turn.today)
    beside = "".join(filter(str.isalnum, reading.beside_names()))
    return bool(reading.named) and _WHETHER_I_GET.fullmatch(beside) is not None


def _is_of_rule(statements: Sequence[RankedStatement]) -> bool:
    of_conditions = sum(each.share for each in statements if each.entry.facet in OF_CONDITIONS)
    return sum(each.share for each in statements) - of_conditions > LIKELIER * of_conditions
