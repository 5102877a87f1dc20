"""What was asked in a stretch of days, counted by topic, door and outcome; and what was said of the answers. Reading only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.figures.measures import Portion
from bot.figures.periods import Stretch
from bot.questions import QUESTIONS_KEPT_FOR, RATABLE, UNANSWERED, Rating
from bot.storage.tables import asked_questions, turn_counts


@dataclass(frozen=True)
class AskedTally:
    """Questions and how many of them were not answered, by topic and by door; ids, the empty string where there is none.

    Args:
        outcomes: how the unanswered ended.
    """

    topics: Mapping[str, Portion]
    doors: Mapping[str, Portion]
    outcomes: Mapping[str, int]

    @property
    def unanswered(self) -> Portion:
        """Return how many of all questions were not answered."""
        return Portion(sum(each.part for each in self.topics.values()), self.questions)

    @property
    def questions(self) -> int:
        """Return how many questions there were."""
        return sum(each.whole for each in self.topics.values())


def asked_in(engine: Engine, period: Stretch) -> AskedTally:
    """Return what was asked in a period."""
    table = turn_counts.c
    columns = (table.topic, table.door, table.outcome)
    of_period = (table.hour >= period.since, table.hour < period.until, table.outcome.in_(RATABLE))
    query = select(*columns, func.sum(table.count)).where(*of_period).group_by(*columns)
    topics, doors = (Counter[str](), Counter[str]()), (Counter[str](), Counter[str]())
    outcomes: Counter[str] = Counter()
    with engine.connect() as connection:
        for topic, door, outcome, summed in connection.execute(query):
            count, is_unanswered = int(summed), outcome in UNANSWERED
            for counted, name in ((topics, topic), (doors, door)):
                counted[0][name] += count if is_unanswered else 0
                counted[1][name] += count
            if is_unanswered:
                outcomes[outcome] += count
    return AskedTally(_shares(*topics), _shares(*doors), dict(outcomes.most_common()))


def rated_in(engine: Engine, period: Stretch, at: datetime) -> Portion | None:
    """Return how many of the rated answers were of use; None when answers of the period are no longer kept."""
    # What is older is deleted once a day: the first moment that is surely whole.
    if period.since < at - QUESTIONS_KEPT_FOR:
        return None
    table = asked_questions.c
    of_period = (table.at >= period.since, table.at < period.until, table.outcome.in_(RATABLE))
    useful = func.coalesce(func.sum(case((table.rating == Rating.USEFUL.value, 1), else_=0)), 0)
    with engine.connect() as connection:
        part, whole = connection.execute(select(useful, func.count(table.rating)).where(*of_period)).one()
    return Portion(int(part), int(whole))


def ratings_kept_since(at: datetime) -> str:
    """Return the first day of which all ratings are still kept.

    >>> ratings_kept_since(datetime(2026, 12, 1, 9, tzinfo=SHANGHAI))
    '2026-09-03'
    """
    return str((at - QUESTIONS_KEPT_FOR).astimezone(SHANGHAI).date() + timedelta(days=1))


def _shares(unanswered: Counter[str], questions: Counter[str]) -> dict[str, Portion]:
    return {name: Portion(unanswered[name], count) for name, count in questions.most_common()}
