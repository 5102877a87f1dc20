"""``/map``: openings by town and trade. Public: nothing of a seeker is read for it, and nothing is kept of who looks."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.front.jobs_map.map_view import TownMaps, map_view, shown_town
from bot.front.services import FrontServices
from bot.front.web.http_errors import Refusal
from bot.front.web.rate_limits import address_client, check
from bot.front.web.templates import templates_in
from bot.jobs import trades
from bot.jobs.figures import JobFigures, Side, TownFigures, shown_sum
from bot.settings import Settings
from bot.wording.jobs import HOW_COUNTED, say_count, say_monthly

PATH = "/map"
TEMPLATES = Path(__file__).parent
# Counting a hundred thousand openings takes some tenths of a second; a map need not be newer.
KEPT_FOR = timedelta(minutes=5)
UNIT = "岗位 {} 个"


class PublicFigures:
    """The figures that anybody may see, counted anew every few minutes, by one request at a time."""

    def __init__(self, engine: Engine) -> None:
        self._figures = JobFigures(engine)
        self._lock = threading.Lock()
        self._kept: tuple[datetime, TownFigures] | None = None

    def on(self, day: date, at: datetime) -> TownFigures:
        """Return the figures of a day, a few minutes old at most."""
        with self._lock:
            kept = self._kept
            if kept is None or kept[1].on != day or not at - KEPT_FOR < kept[0] <= at:
                kept = self._kept = at, self._figures.on(day, at, with_seekers=False)
            return kept[1]


def add_jobs_map(app: FastAPI, shared: FrontServices, settings: Settings) -> None:
    """Serve the page at ``/map``."""
    template = templates_in(TEMPLATES).get_template("jobs_map.html")
    figures, maps = PublicFigures(shared.engine), TownMaps(settings.towns_geojson)

    @app.get(PATH, include_in_schema=False)
    async def show(request: Request) -> HTMLResponse:
        try:
            await check(shared.limit, address_client(request.client.host if request.client else None))
        except Refusal as refusal:
            return HTMLResponse(template.render(_closed(refusal.message)), refusal.status, refusal.headers)
        asked = request.query_params
        found = await run_in_threadpool(figures.on, today(settings.as_of), now())
        return HTMLResponse(template.render(_page(found, maps, asked.get("town", ""), asked.get("trade", ""))))


def _page(figures: TownFigures, maps: TownMaps, town: str, trade: str) -> dict[str, Any]:
    chosen, work = shown_town(figures, town), trade if trade in trades() else None
    totals = figures.totals(Side.OPENINGS, work)

    def link(to: str) -> str:
        return f"{PATH}?{urlencode({'town': to, **({'trade': work} if work else {})})}#town"

    there = sorted({cell.trade for cell in figures.cells})
    return {
        "message": "",
        "map": map_view(maps.drawing(figures), totals, UNIT, link, chosen),
        "title": f"{trades()[work].title}岗位" if work else "各街镇的岗位",
        "choices": [(each, trades()[each].title, each == work) for each in there],
        "town": chosen,
        "rows": [
            (trades()[cell.trade].title, say_count(cell.openings), say_monthly(cell.pay))
            for cell in (figures.of_town(chosen) if chosen else ())
        ],
        "totals": [(each, link(each), say_count(count)) for each, count in totals.items()],
        "total": say_count(shown_sum(totals.values())),
        "example": f"想找{trades()[work].title if work else '保洁'}的活，{chosen or '离家近'}的",
        "how": HOW_COUNTED,
        "on": f"{figures.on.year}年{figures.on.month}月{figures.on.day}日",
    }


def _closed(message: str) -> dict[str, Any]:
    return {"message": message, "map": None}
