"""``/fairs.ics``: the fairs of the next months as a feed that calendars subscribe to. Public: nothing in it is of a person."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.jobs.fairs import AHEAD, Fairs, calendar_feed

TITLE = "招聘会和直播带岗"
HEADERS = {"Cache-Control": "public, max-age=3600", "Content-Disposition": 'inline; filename="fairs.ics"'}


def fairs_feed(engine: Engine, as_of: date | None) -> APIRouter:
    """Return the route of the feed.

    Args:
        as_of: the day from which fairs are told, where it is not today.
    """
    router = APIRouter(include_in_schema=False)
    fairs = Fairs(engine)

    @router.get("/fairs.ics")
    async def feed() -> Response:
        on = today(as_of)
        found = await run_in_threadpool(fairs.between, on, on + 3 * AHEAD)
        return Response(calendar_feed(found, TITLE, now()), media_type="text/calendar; charset=utf-8", headers=HEADERS)

    return router
