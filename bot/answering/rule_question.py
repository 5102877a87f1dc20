"""Tells a question about the rule (按实际交的算还是按最低档算) from one about a case: the best answer to it is no condition."""

from __future__ import annotations

from bot.answering.ranked_asks import asked_days, rank_asks
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.understanding.situation import SituationReading

# Conditions live in these facets; who asks for one of them may want to be judged.
OF_CONDITIONS = ("eligibility", "restrictions", "duration")
# Who tells more than this wants a verdict, whatever words they ask with.
FACTS_OF_RULE = 2
LIKE_ENOUGH = 0.33


def asks_of_rule(known: Toolbox, turn: Turn, told: SituationReading) -> bool:
    """Return whether what is asked is answered by a statement that is no condition."""
    if len(told.situation()) > FACTS_OF_RULE:
        return False
    reading = known.reader.read(turn.text, turn.today)
    ranked = rank_asks(known, turn, reading, told, asked_days(reading, told, turn.today))
    best = max((statements[0] for statements in ranked if statements), key=lambda each: each.likeness, default=None)
    return best is not None and best.likeness >= LIKE_ENOUGH and best.entry.facet not in OF_CONDITIONS
