"""The two maps of jobs: who hires and who looks for work, by town and trade; what is missing where; week by week; the same as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Engine

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRequest, Download, Page
from bot.front.jobs_map import TownMaps, map_view, shown_town
from bot.jobs import trades
from bot.jobs.figures import JobFigures, Side, TownFigures, shown_sum
from bot.staff import Permission
from bot.text import as_csv
from bot.wording.jobs import GAPS, HOW_COUNTED, HOW_WEEKS, SIDES, figures_table, gap_lines, say_count, say_monthly

PATH = "/desk/job-map"
UNITS = {Side.OPENINGS: "岗位 {} 个", Side.SEEKERS: "求职 {} 人"}


def add_job_map(desk: Desk, engine: Engine, maps: TownMaps, today: Callable[[], date]) -> None:
    """Serve the maps and their file."""
    desk.entry("求职用工地图", PATH, Permission.OVERVIEW)
    figures = JobFigures(engine)

    @desk.get(PATH, Permission.OVERVIEW)
    def show(asked: DeskRequest) -> Page:
        found = figures.on(today(), asked.at)
        return Page(
            "job_map_page.html", _values(found, maps, asked.query.get("town", ""), asked.query.get("trade", ""))
        )

    @desk.get(f"{PATH}.csv", Permission.OVERVIEW)
    def download(asked: DeskRequest) -> Download:
        found = figures.on(today(), asked.at)
        asked.audit("jobs.figures_exported", None, rows=len(found.cells))
        return Download(as_csv(figures_table(found)), f"求职用工-{found.on}.csv", "text/csv; charset=utf-8")


def _values(figures: TownFigures, maps: TownMaps, town: str, trade: str) -> dict[str, Any]:
    chosen, work = shown_town(figures, town), trade if trade in trades() else None
    totals = {side: figures.totals(side, work) for side in Side}

    def link(to: str) -> str:
        return f"{PATH}?{urlencode({'town': to, **({'trade': work} if work else {})})}#town"

    drawing = maps.drawing(figures)
    title = f"（{trades()[work].title}）" if work else ""
    return {
        "maps": [
            (f"{label}{title}", map_view(drawing, totals[side], UNITS[side], link, chosen))
            for side, label in SIDES.items()
        ],
        "problem": maps.problem,
        "choices": [(each, trades()[each].title, each == work) for each in sorted({c.trade for c in figures.cells})],
        "town": chosen,
        "rows": [
            (
                *(trades()[cell.trade].title, say_count(cell.openings), say_monthly(cell.pay)),
                *(say_count(cell.seekers), say_monthly(cell.floor), GAPS[cell.gap] if cell.gap else ""),
            )
            for cell in (figures.of_town(chosen) if chosen else ())
        ],
        "totals": [
            (each, link(each), say_count(count), say_count(totals[Side.SEEKERS][each]))
            for each, count in totals[Side.OPENINGS].items()
        ],
        "sums": [say_count(shown_sum(totals[side].values())) for side in SIDES],
        "gaps": [(label, gap_lines(figures, kind)) for kind, label in GAPS.items()],
        "weeks": [(each.monday, say_count(each.openings), say_count(each.seekers)) for each in figures.weeks],
        "how": HOW_COUNTED + HOW_WEEKS,
    }
