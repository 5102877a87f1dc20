"""What is known by town: who called, and who was told. A town that no colleague wrote down is no town. Reading only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from bot.figures.periods import Stretch
from bot.outreach.reports import told_by_town
from bot.storage.tables import referrals, station_areas

# What a person typed as their place may be anything, a name or an address as well.
ELSEWHERE = "没说，或者没登记的地方"


@dataclass(frozen=True)
class Towns:
    """Counts by town: calls by topic, and people told; ``ELSEWHERE`` holds the rest."""

    calls: Mapping[str, Mapping[str, int]]
    told: Mapping[str, int]

    @property
    def names(self) -> list[str]:
        """Return the towns, those with the most calls first, the rest last."""
        known = {*self.calls, *self.told}
        return sorted(known, key=lambda name: (name == ELSEWHERE, -self.calls_from(name), name))

    def calls_from(self, town: str) -> int:
        """Return how many calls came from a town."""
        return sum(self.calls.get(town, {}).values())


def towns_in(engine: Engine, period: Stretch) -> Towns:
    """Return what is known by town of a period."""
    with engine.connect() as connection:
        known = set(connection.execute(select(station_areas.c.area)).scalars())
        calls = _calls(connection, period, known)
    told: Counter[str] = Counter()
    for town, count in told_by_town(engine, period.since, period.until).items():
        told[town if town in known else ELSEWHERE] += count
    return Towns(calls, dict(told))


def _calls(connection: Connection, period: Stretch, known: set[str]) -> dict[str, Counter[str]]:
    table = referrals.c
    of_period = (table.opened_at >= period.since, table.opened_at < period.until, table.kind == "call")
    query = select(table.area, table.topic, func.count()).where(*of_period).group_by(table.area, table.topic)
    calls: dict[str, Counter[str]] = {}
    for area, topic, count in connection.execute(query):
        calls.setdefault(area if area in known else ELSEWHERE, Counter())[topic or ""] += int(count)
    return calls
