"""Tells a question about the rule (按实际交的算还是按最低档算) from one about a case: what answers it best is no condition."""

from __future__ import annotations

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


def asks_of_rule(known: Toolbox, turn: Turn, told: SituationReading) -> bool:
    """Return whether something else than a condition is asked for in each question."""
    if sum(not fact.is_implied for fact in told.situation()) > FACTS_OF_RULE:
        return False
    ranked = heard(known, turn).ranked
    return any(ranked) and all(_is_of_rule(statements) for statements in ranked if statements)


def _is_of_rule(statements: Sequence[RankedStatement]) -> bool:
    of_conditions = sum(each.share for each in statements if each.entry.facet in OF_CONDITIONS)
    return sum(each.share for each in statements) - of_conditions > LIKELIER * of_conditions
