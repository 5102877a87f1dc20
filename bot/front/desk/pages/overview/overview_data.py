"""The numbers of the overview for a range of days, from the rooms that count them, as tables that pages show and files hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.figures import Stretch, StretchKind, month_of, quarter_of
from bot.kb import KnowledgeBase
from bot.outreach.reports import FUNNEL, TITLES, told_between
from bot.questions import BOUNDS, LONGER, Durations, durations, durations_by_day, outcomes_by_day
from bot.referrals import Kept, kept_promises
from bot.wording.office import outcome_labels

DEFAULT_DAYS, MOST_DAYS, MOST_BARS = 30, 400, 62
MONTHS_TO_PICK, QUARTERS_TO_PICK = 13, 5
# Long before anything was counted; the calendar of the computer has edges.
EARLIEST = date(2020, 1, 1)
NO_STATION, TOO_FEW = "还没有指派站", "太少，不评"
ANSWERED = ("answered", "verdict")
Table = list[list[str | int]]


def default_range(today: date) -> Stretch:
    """Return the last thirty days."""
    return Stretch(StretchKind.DAYS, today - timedelta(days=DEFAULT_DAYS - 1), today)


def range_of(query: Mapping[str, str], today: date) -> Stretch:
    """Return the days that were asked for.

    Raises:
        SituationError: a day is none, the last is before the first, or there are too many.
    """
    usual = default_range(today)
    try:
        last = min(date.fromisoformat(query["to"]), today) if query.get("to") else usual.last
        first = date.fromisoformat(query["from"]) if query.get("from") else last - timedelta(days=DEFAULT_DAYS - 1)
    except (ValueError, OverflowError):
        raise SituationError("日期看不懂。请写成 2026-01-31 这样。") from None
    if first < EARLIEST:
        raise SituationError(f"{EARLIEST.year}年以前还没有记录。")
    if first > last:
        raise SituationError("开始的日子要在结束的日子之前，也不能在今天之后。")
    if (last - first).days >= MOST_DAYS:
        raise SituationError(f"一次最多看{MOST_DAYS}天。")
    return Stretch(StretchKind.DAYS, first, last)


def stretch_of(query: Mapping[str, str], today: date) -> Stretch:
    """Return the month (``2026-11``), the quarter (``2026-Q4``) or the days that were asked for.

    Raises:
        SituationError: there is no such stretch.
    """
    wanted = query.get("period", "")
    if not wanted or wanted == StretchKind.DAYS.value:
        return range_of(query, today)
    return quarter_of(wanted, today) if "Q" in wanted else month_of(wanted, today)


def stretches_to_pick(today: date) -> list[tuple[str, str]]:
    """Return the months of a year and the quarters of a year, the newest first, each with its title.

    >>> picks = stretches_to_pick(date(2026, 12, 1))
    >>> picks[0], picks[13], len(picks)
    (('2026-12', '2026年12月（到12月1日）'), ('2026-Q4', '2026年第4季度（到12月1日）'), 18)
    """
    number = today.year * 12 + today.month - 1
    months = [f"{each // 12}-{each % 12 + 1:02d}" for each in range(number, number - MONTHS_TO_PICK, -1)]
    quarters = [f"{each // 4}-Q{each % 4 + 1}" for each in range(number // 3, number // 3 - QUARTERS_TO_PICK, -1)]
    return [
        *((month, month_of(month, today).title) for month in months),
        *((quarter, quarter_of(quarter, today).title) for quarter in quarters),
    ]


class OverviewRoom:
    """Reads the numbers."""

    def __init__(self, engine: Engine, kb: KnowledgeBase) -> None:
        self._engine = engine
        self._kb = kb

    def outcomes(self, days: Stretch) -> dict[date, dict[str, int]]:
        """Return how many turns ended how on each day."""
        return outcomes_by_day(self._engine, days.first, days.last)

    def durations(self, days: Stretch) -> Durations:
        """Return how long turns took."""
        return durations(self._engine, days.first, days.last)

    def promises(self, days: Stretch, at: datetime) -> list[Kept]:
        """Return what became of promises, by station."""
        return kept_promises(self._engine, days.since, days.until, at)

    def told(self, days: Stretch) -> list[tuple[str, dict[str, int]]]:
        """Return what came of the notices of each campaign, by its title."""
        found = told_between(self._engine, days.since, days.until)
        titles = {each.id: each.title for each in self._kb.campaigns.values()}
        return [(titles.get(campaign, campaign), counts) for campaign, counts in found.items()]

    def table(self, name: str, days: Stretch, at: datetime) -> Table:
        """Return a table with its heading, as a file holds it.

        Raises:
            KeyError: there is no such table.
        """
        tables = {
            "outcomes": lambda: outcomes_table([(str(day), counts) for day, counts in self.outcomes(days).items()]),
            "durations": lambda: _durations_table(durations_by_day(self._engine, days.first, days.last)),
            "promises": lambda: promises_table(self.promises(days, at)),
            "told": lambda: told_table(self.told(days)),
        }
        return tables[name]()


def bars_of(outcomes: Mapping[date, Mapping[str, int]]) -> list[tuple[str, dict[str, int]]]:
    """Return days, or several days together when there are many, with how turns ended."""
    days = list(outcomes)
    step = math.ceil(len(days) / MOST_BARS)
    bars = []
    for start in range(0, len(days), max(step, 1)):
        together = days[start : start + step]
        counts: Counter[str] = Counter()
        for day in together:
            counts.update(outcomes[day])
        label = f"{together[0]:%m-%d}" if step == 1 else f"{together[0]:%m-%d}至{together[-1]:%m-%d}"
        bars.append((label, dict(counts)))
    return bars


def outcomes_table(bars: list[tuple[str, dict[str, int]]]) -> Table:
    """Return how turns ended: a line for each day."""
    labels = outcome_labels()
    used = [name for name in labels if any(counts.get(name) for _, counts in bars)]
    heading: list[str | int] = ["日期", "合计", *(labels[name] for name in used)]
    table: Table = [heading]
    for label, counts in bars:
        table.append([label, sum(counts.values()), *(counts.get(name, 0) for name in used)])
    return table


def promises_table(kept: list[Kept]) -> Table:
    """Return what became of promises: a line for each station."""
    table: Table = [["站", "呼叫", "该联系的", "按时联系", "该推介的", "按时推介", "星级"]]
    for each in kept:
        contacts = [each.contacts_due, each.contacts_kept]
        introductions = [each.introductions_due, each.introductions_kept]
        given: str | int = TOO_FEW if each.stars is None else each.stars
        table.append([each.station or NO_STATION, each.opened, *contacts, *introductions, given])
    return table


def told_table(told: list[tuple[str, dict[str, int]]]) -> Table:
    """Return what came of notices: a line for each campaign."""
    table: Table = [["推送", *(TITLES[name] for name in FUNNEL)]]
    for title, counts in told:
        table.append([title, *(counts[name] for name in FUNNEL)])
    return table


def say_bound(bound: int | None) -> str:
    """Return an upper bound in milliseconds as people read it.

    >>> say_bound(200), say_bound(2000), say_bound(0), say_bound(None)
    ('0.2秒内', '2秒内', '超过20秒', '—')
    """
    if bound is None:
        return "—"
    return f"超过{BOUNDS[-1] // 1000}秒" if bound == LONGER else f"{bound / 1000:g}秒内"


def _durations_table(by_day: Mapping[date, Durations]) -> Table:
    heading: list[str | int] = ["日期", "次数", "一半在（毫秒）", "95%在（毫秒）", *BOUNDS, f"超过{BOUNDS[-1]}"]
    rows: Table = [heading]
    for day, took in by_day.items():
        half, most = took.percentile(0.5), took.percentile(0.95)
        counts = (took.buckets.get(bound, 0) for bound in (*BOUNDS, LONGER))
        rows.append([str(day), took.turns, *("" if each is None else each for each in (half, most)), *counts])
    return rows
