"""The feed of fairs is public, is a calendar, and holds what was entered."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front.chat.fairs_feed import fairs_feed
from bot.jobs.fairs import Fair, FairKind, Fairs

ON = date(2026, 11, 25)


def test_anybody_may_subscribe_to_what_was_entered(engine: Engine) -> None:
    past, coming = date(2026, 11, 24), date(2026, 12, 5)
    found = [Fair(0, FairKind.FAIR, title, day) for title, day in (("过去的", past), ("样例专场", coming))]
    Fairs(engine).keep(found, "list", now())
    app = FastAPI()
    app.include_router(fairs_feed(engine, ON))
    answer = TestClient(app).get("/fairs.ics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:样例专场" in answer.text and "过去的" not in answer.text
