"""What citizens asked in a stretch of time: by topic, by policy, by how it ended, and the share of answers rated useful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection, Engine

from bot.questions.states import RATABLE, Rating
from bot.storage.tables import asked_questions as table

MOST_ROWS = 20


@dataclass(frozen=True)
class WeekTally:
    """How often something was asked, and what was said of the answers."""

    asked: int
    useful: int
    useless: int

    @property
    def rated(self) -> int:
        """Return how many answers were rated."""
        return self.useful + self.useless

    @property
    def share_useful(self) -> float | None:
        """Return the share of rated answers that were of use; None when nobody rated one.

        >>> WeekTally(10, 3, 1).share_useful, WeekTally(10, 0, 0).share_useful
        (0.75, None)
        """
        return self.useful / self.rated if self.rated else None


@dataclass(frozen=True)
class Asking:
    """What was asked; the most asked first. Topics and policies are ids."""

    all: WeekTally
    outcomes: Mapping[str, WeekTally]
    topics: Mapping[str, WeekTally]
    policies: Mapping[str, WeekTally]

    def ended(self, outcome: str) -> int:
        """Return how many turns ended so."""
        return self.outcomes[outcome].asked if outcome in self.outcomes else 0


def asking(engine: Engine, since: datetime, until: datetime) -> Asking:
    """Return what was asked from one moment until before another."""
    with engine.connect() as connection:
        outcomes = _tallies(connection, table.c.outcome, since, until)
        topics = _tallies(connection, table.c.topic, since, until)
        policies = _tallies(connection, table.c.policy, since, until)
    tallies = outcomes.values()
    everything = WeekTally(
        sum(tally.asked for tally in tallies),
        sum(tally.useful for tally in tallies),
        sum(tally.useless for tally in tallies),
    )
    return Asking(everything, outcomes, topics, policies)


def _tallies(connection: Connection, column: Any, since: datetime, until: datetime) -> dict[str, WeekTally]:
    asked = func.count()
    query = (
        select(column, asked, _rated(Rating.USEFUL), _rated(Rating.USELESS))
        .where(table.c.at >= since, table.c.at < until, table.c.outcome.in_(RATABLE), column.is_not(None))
        .group_by(column)
        .order_by(asked.desc(), column)
        .limit(MOST_ROWS)
    )
    return {name: WeekTally(*counts) for name, *counts in connection.execute(query)}


def _rated(rating: Rating) -> Any:
    return func.sum(case((table.c.rating == rating.value, 1), else_=0))
