"""The overview: what leaders read in two minutes, the same as a report and as files, and how questions were answered day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.figures import (
    Figures,
    Overview,
    Stretch,
    StretchKind,
    as_pdf,
    as_workbook,
    headlines,
    overview_of,
    say_cell,
    tables_of,
)
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Download, Page
from bot.front.desk.pages.overview.overview_data import (
    ANSWERED,
    OverviewRoom,
    bars_of,
    default_range,
    outcomes_table,
    say_bound,
    stretch_of,
    stretches_to_pick,
)
from bot.kb import KnowledgeBase
from bot.outreach.reports import FUNNEL
from bot.questions import BOUNDS, LONGER
from bot.referrals import FEWEST_FOR_STARS
from bot.staff import Permission
from bot.text import as_csv, stack
from bot.wording.office import outcome_colours, outcome_labels

PATH = "/desk/overview"
FILES = {"outcomes": "回答结果", "durations": "回答用时", "promises": "承诺与星级", "told": "告知到申请"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_overview(desk: Desk, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
    """Serve the overview, its tables as files and the report."""
    desk.entry("总览", PATH, Permission.OVERVIEW)

    @desk.get(PATH, Permission.OVERVIEW)
    def show(asked: DeskRequest) -> Page:
        wrong = ""
        try:
            days = stretch_of(asked.query, _today(asked))
        except SituationError as error:
            days, wrong = default_range(_today(asked)), str(error)
        room = OverviewRoom(engine, kb())
        found = overview_of(engine, days, asked.at)
        values = {**_leaders(found, kb(), days, asked), **_daily(room, days, found.now), **_stars(found.now)}
        return Page("overview.html", {**values, "days": days, "wrong_range": wrong}, 400 if wrong else 200)

    @desk.get(f"{PATH}/{{name}}.csv", Permission.OVERVIEW)
    def download(asked: DeskRequest) -> Download:
        name, days = asked.path["name"], stretch_of(asked.query, _today(asked))
        if name not in FILES:
            raise NOT_FOUND
        table = OverviewRoom(engine, kb()).table(name, days, asked.at)
        asked.audit("overview.exported", f"table:{name}", days=days.days)
        return Download(as_csv(table), f"{FILES[name]}-{days.first}-{days.last}.csv", "text/csv; charset=utf-8")

    @desk.get(f"{PATH}/report.{{kind}}", Permission.OVERVIEW)
    def report(asked: DeskRequest) -> Download:
        kind, days = asked.path["kind"], stretch_of(asked.query, _today(asked))
        if kind not in ("pdf", "xlsx"):
            raise NOT_FOUND
        title = title_of_report(days)
        tables = tables_of(overview_of(engine, days, asked.at), kb())
        asked.audit("overview.exported", f"report:{kind}", days=days.days)
        if kind == "pdf":
            return Download(as_pdf(title, _today(asked), tables), f"{title}.pdf", "application/pdf")
        return Download(as_workbook(title, tables), f"{title}.xlsx", XLSX)


def title_of_report(days: Stretch) -> str:
    """Return what the report of a period is called."""
    kinds = {StretchKind.MONTH: "月报", StretchKind.QUARTER: "季报", StretchKind.DAYS: "总览"}
    return f"{days.title}{kinds[days.kind]}"


def _leaders(found: Overview, kb: KnowledgeBase, days: Stretch, asked: DeskRequest) -> dict[str, Any]:
    wanted = asked.query.get("period", "") if days.kind is not StretchKind.DAYS else ""
    return {
        "headlines": headlines(found),
        "tables": {table.id: table for table in tables_of(found, kb)},
        "before": found.before.period.title,
        "is_empty": found.now.is_empty,
        "say_cell": say_cell,
        "picks": stretches_to_pick(_today(asked)),
        "picked": wanted,
        "query": urlencode({"period": wanted} if wanted else {"from": days.first, "to": days.last}),
    }


def _daily(room: OverviewRoom, days: Stretch, found: Figures) -> dict[str, Any]:
    outcomes, took, funnel = room.outcomes(days), room.durations(days), found.funnel
    bars, labels = bars_of(outcomes), outcome_labels()
    turns = sum(sum(counts.values()) for counts in outcomes.values())
    answered = sum(counts.get(name, 0) for counts in outcomes.values() for name in ANSWERED)
    reached, applied = funnel[FUNNEL[0]], funnel[FUNNEL[-1]]
    slow = [(say_bound(bound), took.buckets.get(bound, 0)) for bound in (*BOUNDS, LONGER)]
    return {
        "tiles": [
            (f"{turns:,}", "次回答，寒暄也算"),
            (_share(answered, turns), "有依据地答上了"),
            (say_bound(took.percentile(0.5)), "一半的回答用时"),
            (say_bound(took.percentile(0.95)), "95%的回答用时"),
            (f"{reached:,}→{applied:,}", "告知→申请（人次）"),
        ],
        "chart": stack(bars, list(labels)),
        "bars": bars,
        "OUTCOMES": {name: title for name, title in labels.items() if any(counts.get(name) for _, counts in bars)},
        "colours": outcome_colours(),
        "outcomes": outcomes_table(bars) if turns else None,
        "slow": slow if took.turns else [],
    }


def _stars(found: Figures) -> dict[str, Any]:
    return {
        "stars": [
            (
                each.station,
                each.stars,
                each.contacts_kept + each.introductions_kept,
                each.contacts_due + each.introductions_due,
            )
            for each in found.promises
        ],
        "fewest": FEWEST_FOR_STARS,
    }


def _share(part: int, whole: int) -> str:
    """Return a share in per cent; a dash when there is nothing to share."""
    return f"{100 * part / whole:.0f}%" if whole else "—"


def _today(asked: DeskRequest) -> date:
    return asked.at.astimezone(SHANGHAI).date()
