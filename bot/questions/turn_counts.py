"""Counts turns by hour, door, outcome, topic and duration, without texts and people; tells what the counts say.

Counts wait in memory and one writer adds them to the database every few seconds and at the end: a turn never waits for them. A process
that dies takes the turns of its last seconds with it.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SHANGHAI
from bot.storage import insert_for
from bot.storage.tables import turn_counts as table

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_FLUSHES = 5.0
# Upper bounds in milliseconds, those of the metrics; what took longer is counted under 0.
BOUNDS = (10, 20, 30, 50, 75, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)
LONGER = 0
# Of a database that is away for long, no more is remembered than this.
MOST_KEYS = 50_000

Key = tuple[datetime, str, str, str, int]
KEY_COLUMNS = ("hour", "door", "outcome", "topic", "within")


class TurnCounts:
    """The counts of one process."""

    def __init__(self, engine: Engine, seconds: float = SECONDS_BETWEEN_FLUSHES) -> None:
        self._engine = engine
        self._seconds = seconds
        self._waiting: Counter[Key] = Counter()
        self._lock = Lock()
        self._writing = Lock()
        self._closing = Event()
        self._writer: Thread | None = None

    def start(self) -> None:
        """Begin to write every few seconds."""
        self._closing.clear()
        self._writer = Thread(target=self._keep_writing, name="turn-counts", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Write what waits and stop."""
        self._closing.set()
        if self._writer is not None:
            self._writer.join()
            self._writer = None
        self.flush()

    def add(self, door: str, outcome: str, topic: str | None, seconds: float, at: datetime) -> None:
        """Count one turn; touches no database."""
        key = (hour_of(at), door, outcome, topic or "", bucket_of(seconds))
        with self._lock:
            if key in self._waiting or len(self._waiting) < MOST_KEYS:
                self._waiting[key] += 1

    def flush(self) -> None:
        """Add what waits to the database; what cannot be written waits on."""
        # One at a time: the end of the process must not overtake the writer.
        with self._writing:
            with self._lock:
                taken, self._waiting = self._waiting, Counter()
            if not taken:
                return
            try:
                self._write(taken)
            except SQLAlchemyError as error:
                logger.warning("could not write the counts of turns: %s", type(error).__name__)
                with self._lock:
                    self._waiting.update(taken)

    def _write(self, taken: Counter[Key]) -> None:
        # In one order everywhere: two processes that lock the same rows never wait for each other.
        rows = [{**dict(zip(KEY_COLUMNS, key, strict=True)), "count": taken[key]} for key in sorted(taken)]
        with self._engine.begin() as connection:
            statement = insert_for(connection, table)
            more = {"count": table.c.count + statement.excluded.count}
            connection.execute(statement.on_conflict_do_update(index_elements=KEY_COLUMNS, set_=more), rows)

    def _keep_writing(self) -> None:
        while not self._closing.wait(self._seconds):
            self.flush()


def hour_of(at: datetime) -> datetime:
    """Return the hour in which a moment lies, in UTC."""
    return at.astimezone(timezone.utc).replace(minute=0, second=0, microsecond=0)


def bucket_of(seconds: float) -> int:
    """Return the upper bound in milliseconds of a duration.

    >>> bucket_of(0.010), bucket_of(0.0101), bucket_of(0.6), bucket_of(60)
    (10, 20, 1000, 0)
    """
    # Rounded to microseconds: 0.01 seconds are ten milliseconds, not a hair more.
    place = bisect_left(BOUNDS, round(seconds * 1000, 3))
    return BOUNDS[place] if place < len(BOUNDS) else LONGER


@dataclass(frozen=True)
class Durations:
    """How many turns took how long: the upper bound of each bucket in milliseconds, 0 for longer than the longest."""

    buckets: Mapping[int, int]

    @property
    def turns(self) -> int:
        """Return how many turns there were."""
        return sum(self.buckets.values())

    def percentile(self, share: float) -> int | None:
        """Return the bound in milliseconds within which this share of turns ended; None without turns, 0 when it is above the longest.

        >>> Durations({100: 95, 500: 4, 0: 1}).percentile(0.5), Durations({100: 95, 500: 4, 0: 1}).percentile(0.95)
        (100, 100)
        >>> Durations({100: 95, 500: 4, 0: 1}).percentile(0.999), Durations({}).percentile(0.5)
        (0, None)
        """
        wanted, seen = share * self.turns, 0
        for bound in BOUNDS:
            seen += self.buckets.get(bound, 0)
            if seen and seen >= wanted:
                return bound
        return LONGER if self.turns else None


def outcomes_by_day(engine: Engine, first: date, last: date) -> dict[date, dict[str, int]]:
    """Return how many turns ended how on each day, both days included; days without turns are there, too."""
    days: dict[date, Counter[str]] = {day: Counter() for day in _days(first, last)}
    for hour, outcome, count in _sums(engine, first, last, table.c.hour, table.c.outcome):
        days[_day_of(hour)][outcome] += count
    return {day: dict(counts) for day, counts in days.items()}


def durations(engine: Engine, first: date, last: date) -> Durations:
    """Return how long turns took."""
    return Durations({within: int(count) for within, count in _sums(engine, first, last, table.c.within)})


def durations_by_day(engine: Engine, first: date, last: date) -> dict[date, Durations]:
    """Return how long turns took on each day; days without turns are there, too."""
    days: dict[date, Counter[int]] = {day: Counter() for day in _days(first, last)}
    for hour, within, count in _sums(engine, first, last, table.c.hour, table.c.within):
        days[_day_of(hour)][within] += count
    return {day: Durations(dict(counts)) for day, counts in days.items()}


def _sums(engine: Engine, first: date, last: date, *columns: Any) -> list[Any]:
    beginning, end = _midnight(first), _midnight(last + timedelta(days=1))
    query = select(*columns, func.sum(table.c.count)).where(table.c.hour >= beginning, table.c.hour < end)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.group_by(*columns).order_by(*columns))]


def _midnight(day: date) -> datetime:
    """Return when a day begins; Shanghai is whole hours from UTC, so no hour belongs to two days."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(timezone.utc)


def _day_of(hour: datetime) -> date:
    return hour.astimezone(SHANGHAI).date()


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
