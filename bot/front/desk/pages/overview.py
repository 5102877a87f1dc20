"""The overview: how questions were answered, how fast, which promises were kept, what came of notices. Added to the desk by ``opening``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Download, Page
from bot.front.desk.pages.overview_data import (
    ANSWERED,
    OverviewRoom,
    Range,
    bars_of,
    default_range,
    outcomes_table,
    promises_table,
    range_of,
    say_bound,
    told_table,
)
from bot.kb import KnowledgeBase
from bot.outreach.reports import FUNNEL, TITLES
from bot.questions import BOUNDS, LONGER
from bot.referrals import FEWEST_FOR_STARS
from bot.staff import Permission
from bot.text import as_csv, stack
from bot.wording.office import outcome_colours, outcome_labels

PATH = "/desk/overview"
FILES = {"outcomes": "回答结果", "durations": "回答用时", "promises": "承诺与星级", "told": "告知到申请"}


def add_overview(desk: Desk, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
    """Serve the overview and its tables as files."""
    desk.entry("总览", PATH, Permission.OVERVIEW)

    @desk.get(PATH, Permission.OVERVIEW)
    def show(asked: DeskRequest) -> Page:
        wrong = ""
        try:
            days = range_of(asked.query, _today(asked))
        except SituationError as error:
            days, wrong = default_range(_today(asked)), str(error)
        values = _values(OverviewRoom(engine, kb()), days, asked)
        return Page("overview.html", {**values, "days": days, "wrong_range": wrong}, 400 if wrong else 200)

    @desk.get(f"{PATH}/{{name}}.csv", Permission.OVERVIEW)
    def download(asked: DeskRequest) -> Download:
        name, days = asked.path["name"], range_of(asked.query, _today(asked))
        if name not in FILES:
            raise NOT_FOUND
        table = OverviewRoom(engine, kb()).table(name, days, asked.at)
        asked.audit("overview.exported", f"table:{name}", days=(days.last - days.first).days + 1)
        return Download(as_csv(table), f"{FILES[name]}-{days.first}-{days.last}.csv", "text/csv; charset=utf-8")


def _values(room: OverviewRoom, days: Range, asked: DeskRequest) -> dict[str, Any]:
    outcomes, took = room.outcomes(days), room.durations(days)
    promises, told = room.promises(days, asked.at), room.told(days)
    bars = bars_of(outcomes)
    turns = sum(sum(counts.values()) for counts in outcomes.values())
    answered = sum(counts.get(name, 0) for counts in outcomes.values() for name in ANSWERED)
    due = sum(each.contacts_due + each.introductions_due for each in promises)
    kept = sum(each.contacts_kept + each.introductions_kept for each in promises)
    funnel = [(TITLES[name], sum(counts[name] for _, counts in told)) for name in FUNNEL]
    labels = outcome_labels()
    slow = [(say_bound(bound), took.buckets.get(bound, 0)) for bound in (*BOUNDS, LONGER)]
    return {
        "tiles": [
            (f"{turns:,}", "次回答"),
            (_share(answered, turns), "有依据地答上了"),
            (say_bound(took.percentile(0.5)), "一半的回答用时"),
            (say_bound(took.percentile(0.95)), "95%的回答用时"),
            (_share(kept, due), "承诺按时做到"),
            (f"{funnel[0][1]:,}→{funnel[-1][1]:,}", "告知→申请（人）"),
        ],
        "chart": stack(bars, list(labels)),
        "bars": bars,
        "OUTCOMES": {name: title for name, title in labels.items() if any(counts.get(name) for _, counts in bars)},
        "colours": outcome_colours(),
        "outcomes": outcomes_table(bars) if turns else None,
        "slow": slow if took.turns else [],
        "promises": promises_table(promises) if promises else None,
        "stars": {(each.station or ""): each.stars for each in promises},
        "shares": [
            (each.station, each.contacts_kept + each.introductions_kept, each.contacts_due + each.introductions_due)
            for each in promises
        ],
        "fewest": FEWEST_FOR_STARS,
        "funnel": funnel if told else [],
        "told": told_table(told) if told else None,
        "query": f"from={days.first}&to={days.last}",
    }


def _share(part: int, whole: int) -> str:
    """Return a share in per cent; a dash when there is nothing to share."""
    return f"{100 * part / whole:.0f}%" if whole else "—"


def _today(asked: DeskRequest) -> date:
    return asked.at.astimezone(SHANGHAI).date()
