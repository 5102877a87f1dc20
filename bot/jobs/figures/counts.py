"""Counts what is public and who agrees, by town and trade and by week; consent is a condition of the query."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Engine

from bot.clock import start_of
from bot.jobs.figures.model import NO_PLACES, NO_TOWN, TownFigures, TownTrade, WeekFigures
from bot.jobs.figures.shown import FEWEST, ShownCount, shown_total
from bot.jobs.model import OpeningState
from bot.jobs.openings import is_public
from bot.jobs.pay import PayPeriod
from bot.jobs.seekers import may_be_introduced
from bot.jobs.town_names import bare_town, tidy_town
from bot.storage.tables import openings, seekers

WEEKS = 8
# What came in, whatever became of it since.
LET_PASS = (OpeningState.PASSED.value, OpeningState.FILLED.value)
Key = tuple[str, str]


@dataclass
class _CountedSide:
    """One side of a town and a trade: how many, and how many of them say which monthly pay in 分."""

    count: int = 0
    pays: Counter[int] = field(default_factory=Counter)


class JobFigures:
    """The figures of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def on(self, day: date, at: datetime, *, with_seekers: bool = True) -> TownFigures:
        """Return the figures of a day.

        Args:
            at: the moment at which the consents of seekers hold.
            with_seekers: without them nothing of a person is read at all.
        """
        names = _TownNames()
        hired = self._counted(openings.c, _middle(), is_public(day), names)
        sought: Mapping[Key, _CountedSide] = {}
        if with_seekers:
            sought = self._counted(seekers.c, seekers.c.floor, may_be_introduced(day, at), names)
        cells = [
            _cell(key, names, hired.get(key, _CountedSide()), sought.get(key, _CountedSide()))
            for key in {*hired, *sought}
        ]
        ranked = sorted(cells, key=lambda cell: (cell.town in NO_PLACES, cell.town, cell.trade))
        sums = {
            town: (_total(hired, names, town), _total(sought, names, town))
            for town in dict.fromkeys(cell.town for cell in ranked)
        }
        return TownFigures(day, tuple(ranked), tuple(self._weeks(day, at, with_seekers=with_seekers)), sums)

    def _counted(self, columns: Any, pay: Any, which: Any, names: _TownNames) -> Mapping[Key, _CountedSide]:
        monthly = case((columns.pay_period == PayPeriod.MONTH.value, pay), else_=None).label("pay")
        query = select(columns.town, columns.trade, monthly, func.count().label("count")).where(which)
        found: dict[Key, _CountedSide] = defaultdict(_CountedSide)
        with self._engine.connect() as connection:
            for row in connection.execute(query.group_by(columns.town, columns.trade, monthly)):
                counted = found[names.read(row.town, row.count), row.trade]
                counted.count += row.count
                if row.pay is not None:
                    counted.pays[int(row.pay)] += row.count
        return found

    def _weeks(self, day: date, at: datetime, *, with_seekers: bool) -> Iterable[WeekFigures]:
        this = day - timedelta(days=day.weekday())
        mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
        hired = self._by_week(openings.c.judged_at, openings.c.state.in_(LET_PASS), mondays)
        sought = self._by_week(seekers.c.created_at, may_be_introduced(day, at), mondays) if with_seekers else {}
        for monday in mondays:
            yield WeekFigures(monday, _rounded(hired.get(monday, 0)), _rounded(sought.get(monday, 0)))

    def _by_week(self, moment: Any, which: Any, mondays: Sequence[date]) -> Mapping[date, int]:
        """Return how many came in each week, by its Monday; a statement for each week, which counts in the database."""
        found = {}
        with self._engine.connect() as connection:
            for monday in mondays:
                within = (moment >= start_of(monday), moment < start_of(monday + timedelta(weeks=1)))
                found[monday] = connection.execute(select(func.count(moment)).where(which, *within)).scalar_one()
        return found


class _TownNames:
    """One spelling for each town, however lists and people write it: the one that is written most often."""

    def __init__(self) -> None:
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    def read(self, town: str | None, count: int) -> str:
        """Return by what a town is counted."""
        name = tidy_town(town or "") or NO_TOWN
        bare = bare_town(name)
        self._written[bare][name] += count
        return bare

    def shown(self, bare: str) -> str:
        """Return how a town is shown."""
        return min(self._written[bare].items(), key=lambda each: (-each[1], each[0]))[0]


def _cell(key: Key, names: _TownNames, hired: _CountedSide, sought: _CountedSide) -> TownTrade:
    return TownTrade(
        town=names.shown(key[0]),
        trade=key[1],
        openings=ShownCount.of(hired.count),
        seekers=ShownCount.of(sought.count),
        pay=_median(hired.pays),
        floor=_median(sought.pays),
    )


def _total(side: Mapping[Key, _CountedSide], names: _TownNames, town: str) -> ShownCount:
    return shown_total(counted.count for (bare, _), counted in side.items() if names.shown(bare) == town)


def _middle() -> Any:
    """Return the middle of a range of pay in 分; None where no number is known."""
    high, low = openings.c.pay_high, openings.c.pay_low
    return (func.coalesce(low, high) + func.coalesce(high, low)) / 2


def _median(pays: Counter[int]) -> int | None:
    """Return the lower median; None of fewer than five."""
    whole = sum(pays.values())
    if whole < FEWEST:
        return None
    passed = 0
    for pay in sorted(pays):
        passed += pays[pay]
        if 2 * passed >= whole:
            return pay
    return None


def _rounded(count: int) -> ShownCount:
    """Return a count rounded to fives: the sum of weeks would otherwise tell what the towns hide."""
    return ShownCount.of(count) if count < FEWEST else ShownCount.of(FEWEST * round(count / FEWEST))
