"""A message as the rooms that answer it hear it: what it names and tells, the days asked about, and what answers its questions, ranked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Period
from bot.lookup.statements import AskReader, RankedStatement, StatementRanking
from bot.understanding import FACET_INTENTS, Context, Guess, Reader, Reading
from bot.understanding.situation import SituationReader, SituationReading

# As many candidates as any choice among them needs.
RANKED = 80
# Who speaks of a year and of now asks what is so now (22年说最高三百万，现在变没变).
NOW = re.compile("现在|如今|眼下|目前")
# One turn asks for it several times: whether it is a follow-up, a case, a question about the rule, and what to say.
REMEMBERED = 16


@dataclass(frozen=True)
class HeardMessage:
    """What a message names (``reading``) and tells (``told``), the days it asks about, and for each of its questions what answers it."""

    reading: Reading
    told: SituationReading
    period: Period
    ranked: tuple[tuple[RankedStatement, ...], ...]


def heard(known: Toolbox, turn: Turn) -> HeardMessage:
    """Return the message of a turn as it is heard in its conversation."""
    return _heard(
        known.reader,
        known.situations,
        known.asks,
        known.statements,
        turn.text,
        turn.ranking,
        turn.context,
        turn.today,
    )


def told_in(known: Toolbox, turn: Turn) -> SituationReading:
    """Return what the message of a turn tells; read once a turn."""
    return _told(known.situations, turn.text, turn.today)


@lru_cache(maxsize=REMEMBERED)
def _told(situations: SituationReader, text: str, today: date) -> SituationReading:
    return situations.read(text, today)


@lru_cache(maxsize=REMEMBERED)
def _heard(
    reader: Reader,
    situations: SituationReader,
    ask_reader: AskReader,
    statements: StatementRanking,
    text: str,
    guesses: tuple[Guess, ...],
    context: Context,
    today: date,
) -> HeardMessage:
    reading, told = reader.read(text, today), _told(situations, text, today)
    period = asked_days(reading, told, today)
    facets = {FACET_INTENTS[guess.intent]: guess.confidence for guess in guesses if guess.intent in FACET_INTENTS}
    asks = ask_reader.asks(reading, told, period, context, facets)
    return HeardMessage(reading, told, period, tuple(statements.rank(ask, RANKED) for ask in asks))


def asked_days(reading: Reading, told: SituationReading, today: date) -> Period:
    """Return the days asked about; in a story the years are when things happened, so only a day that is asked about counts."""
    if NOW.search(reading.text):
        return Period.day(today)
    is_asked_day = told.asked_on is not None or len(told.clauses) <= 1 or not told.stated
    return (reading.period if is_asked_day else None) or Period.day(today)
