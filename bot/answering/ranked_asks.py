"""What answers the questions of a message, ranked: its reading, the days asked about, and the conversation put together."""

from __future__ import annotations

import re
from datetime import date

from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Period
from bot.lookup.statements import RankedStatement
from bot.understanding import FACET_INTENTS, Reading
from bot.understanding.situation import SituationReading

# As many candidates as any choice among them needs.
RANKED = 80
# Who speaks of a year and of now asks what is so now (22年说最高三百万，现在变没变).
NOW = re.compile("现在|如今|眼下|目前")


def asked_days(reading: Reading, told: SituationReading, today: date) -> Period:
    """Return the days asked about; in a story the years are when things happened, so only a day that is asked about counts."""
    if NOW.search(reading.text):
        return Period.day(today)
    is_asked_day = told.asked_on is not None or len(told.clauses) <= 1 or not told.stated
    return (reading.period if is_asked_day else None) or Period.day(today)


def rank_asks(
    known: Toolbox, turn: Turn, reading: Reading, told: SituationReading, period: Period
) -> list[tuple[RankedStatement, ...]]:
    """Return for each question of the message what answers it, best first."""
    facets = {FACET_INTENTS[guess.intent]: guess.confidence for guess in turn.ranking if guess.intent in FACET_INTENTS}
    asks = known.asks.asks(reading, told, period, turn.context, facets)
    return [known.statements.rank(ask, RANKED) for ask in asks]
