"""A message as the rooms that answer it hear it: what it names and tells, the days asked about, and what answers its questions, ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Period, SpokenAct
from bot.lookup.statements import AskReader, RankedStatement, StatementRanking, asked_days
from bot.understanding import Context, Guess, Reader, Reading, facets_by
from bot.understanding.situation import SituationReader, SituationReading, apart_from_facts

# As many candidates as any choice among them needs.
RANKED = 80
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


def read_beside_facts(known: Toolbox, turn: Turn, told: SituationReading) -> Reading:
    """Return what a message names; in a conversation, beside what somebody tells of themselves: that points at no other policy."""
    text = turn.text if turn.context.policy is None else apart_from_facts(told.text, told.stated)
    return known.reader.read(text, turn.today)


def complains_of_delay(known: Toolbox, turn: Turn) -> bool:
    """Tell whether a message complains of something that takes too long: how far it is is asked then, and no verdict."""
    return known.acts.warning(turn.text, turn.today) is SpokenAct.COMPLAINT_DELAY


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
    asks = ask_reader.asks(reading, told, period, context, facets_by(guesses))
    return HeardMessage(reading, told, period, tuple(statements.rank(ask, RANKED) for ask in asks))
