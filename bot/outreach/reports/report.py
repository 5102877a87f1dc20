"""What came of a campaign: told → delivered → read → asked → applied, in total and by town, and why some were not told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.engine import Engine

from bot.people import REACHED, belongs_to, is_first_letter, notice_sums
from bot.storage.tables import erased_counts, knocks, notices, people

NO_TOWN = "没有登记街镇"
ERASED = "已删除的人"
TITLES = {
    "planned": "等待发送",
    "told": "已告知",
    "delivered": "已送达",
    "read": "已读",
    "asked": "来问过",
    "applied": "已申请",
    "not_yet": "还没申请",
    "not_eligible": "不符合",
    "failed": "没送到",
    "unknown": "不清楚是否送到",
    "suppressed": "不再发送",
    "expired": "过期未发",
    "cancelled": "已取消",
}
FUNNEL = ("told", "delivered", "read", "asked", "applied")


@dataclass(frozen=True)
class ReportLine:
    """The numbers of one town, or of all."""

    town: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class OutreachReport:
    """The numbers of one campaign, over all its runs.

    Args:
        reasons: why notices failed or were held back, with how many.
        erased: how far the notices to people came who were erased since; the total has them, and ``towns`` as a line of their own,
            for their town is not kept.
    """

    campaign: str
    total: ReportLine
    towns: tuple[ReportLine, ...]
    reasons: Mapping[str, int]
    knocks: Mapping[str, int]
    erased: Mapping[str, int] = field(default_factory=dict)


def report(engine: Engine, campaign: str) -> OutreachReport:
    """Return what came of a campaign so far; follow-ups are not notices of their own here."""
    own = belongs_to(campaign)
    sums = notice_sums()
    joined = notices.outerjoin(people, people.c.id == notices.c.person)
    by_town = select(people.c.town, *sums).select_from(joined).where(own).group_by(people.c.town)
    with engine.connect() as connection:
        towns = [
            ReportLine(row.town or NO_TOWN, _counts(row)) for row in connection.execute(by_town.order_by(people.c.town))
        ]
        reasons = _grouped(connection, notices.c.reason, own, notices.c.reason.is_not(None))
        visits = _grouped(connection, knocks.c.state, knocks.c.campaign == campaign)
        erased = select(erased_counts.c.stage, erased_counts.c.count).where(erased_counts.c.campaign == campaign)
        gone = {row.stage: row.count for row in connection.execute(erased)}
    if gone:
        towns.append(ReportLine(ERASED, {name: gone.get(name, 0) for name in TITLES}))
    total = {name: sum(line.counts[name] for line in towns) for name in TITLES}
    return OutreachReport(campaign, ReportLine("合计", total), tuple(towns), reasons, visits, gone)


def told_between(engine: Engine, since: datetime, until: datetime) -> dict[str, dict[str, int]]:
    """Return for each campaign what came so far of the notices that left from one moment to another, the largest first."""
    sums = [each for each in notice_sums() if each.name in FUNNEL]
    own = and_(notices.c.sent_at >= since, notices.c.sent_at < until, is_first_letter())
    query = select(notices.c.campaign, *sums).where(own).group_by(notices.c.campaign).order_by(func.count().desc())
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return {row.campaign: {name: int(row._mapping[name]) for name in FUNNEL} for row in rows}


def told_in_each(engine: Engine, bounds: Sequence[datetime]) -> list[int]:
    """Return how many notices that left from each moment to the next reached someone's address: one look for all of them."""
    n = notices.c
    # The newest first: of most rows that is all there is to compare.
    span = case(*((n.sent_at >= since, place) for place, since in reversed([*enumerate(bounds[:-1])]))).label("span")
    own = (n.sent_at >= bounds[0], n.sent_at < bounds[-1], is_first_letter(), n.state.in_(REACHED))
    each = select(span).where(*own).subquery()
    query = select(each.c.span, func.count()).group_by(each.c.span)
    with engine.connect() as connection:
        found = {place: int(count) for place, count in connection.execute(query)}
    return [found.get(place, 0) for place in range(len(bounds) - 1)]


def told_by_town(engine: Engine, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many notices that left from one moment to another reached someone's address, by town; the empty string: no town."""
    told = next(each for each in notice_sums() if each.name == "told")
    own = and_(notices.c.sent_at >= since, notices.c.sent_at < until, is_first_letter())
    joined = notices.outerjoin(people, people.c.id == notices.c.person)
    town = func.coalesce(people.c.town, "")
    with engine.connect() as connection:
        rows = connection.execute(select(town, told).select_from(joined).where(own).group_by(town)).all()
    return {name: int(count) for name, count in rows}


def as_table(found: OutreachReport) -> list[tuple[Any, ...]]:
    """Return the numbers as rows for spreadsheets: what each column is, a row for each town, the total last."""
    rows = [(line.town, *(line.counts[name] for name in TITLES)) for line in (*found.towns, found.total)]
    return [("街镇", *TITLES.values()), *rows]


def as_json(found: OutreachReport) -> dict[str, Any]:
    """Return the numbers for programs."""
    return {
        "campaign": found.campaign,
        "total": dict(found.total.counts),
        "towns": {line.town: dict(line.counts) for line in found.towns},
        "reasons": dict(found.reasons),
        "knocks": dict(found.knocks),
        "erased": dict(found.erased),
    }


def _counts(row: Any) -> dict[str, int]:
    return {name: int(row._mapping[name]) for name in TITLES}


def _grouped(connection: Any, column: Any, *conditions: Any) -> dict[str, int]:
    query = select(column, func.count()).where(*conditions).group_by(column).order_by(func.count().desc())
    rows: Iterable[Any] = connection.execute(query)
    return {str(name): int(count) for name, count in rows}
