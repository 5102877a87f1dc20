"""News as they come hold no connection between two looks, end with the session, and keep nobody signed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi import Request
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from bot.clock import now
from bot.front.desk.frame.cookies import Visits
from bot.front.desk.frame.news import ENDED, NewsStream
from bot.staff import Colleague, Permission, Role, SignInStage, Staff, StaffSessions
from bot.storage.tables import staff_sessions

LI = Colleague("lihong", "李红", Role.MATCHMAKER, None)


class Told:
    """What is told, as a test sets it."""

    text = "one"

    def __call__(self, _colleague: Colleague, _at: object) -> str:
        return self.text


def request_with(token: str) -> Request:
    headers = [(b"cookie", f"leye_desk={token}".encode()), (b"accept", b"text/event-stream")]
    return Request({"type": "http", "method": "GET", "path": "/desk/news", "headers": headers, "query_string": b""})


@pytest.fixture
def sessions(engine: Engine) -> StaffSessions:
    Staff(engine).add(LI, now())
    return StaffSessions(engine)


def stream(sessions: StaffSessions, told: Told, permission: Permission = Permission.REFERRALS) -> NewsStream:
    return NewsStream(Visits("a secret for tests only", sessions, is_https=False), permission, told, seconds=0.01)


@pytest.mark.anyio
async def test_what_is_new_is_told_once_and_no_connection_is_held_meanwhile(
    engine: Engine, sessions: StaffSessions
) -> None:
    told = Told()
    token = sessions.begin("lihong", SignInStage.OPEN, now())
    events = stream(sessions, told)._events(request_with(token))
    assert await events.__anext__() == "event: news\ndata: one\n\n"
    if isinstance(engine.pool, QueuePool):
        assert engine.pool.checkedout() == 0
    told.text = "two"
    assert await events.__anext__() == "event: news\ndata: two\n\n"
    sessions.end_all("lihong")
    assert await events.__anext__() == ENDED
    with pytest.raises(StopAsyncIteration):
        await events.__anext__()


@pytest.mark.anyio
async def test_listening_keeps_nobody_signed_in(engine: Engine, sessions: StaffSessions) -> None:
    began = now() - timedelta(minutes=20)
    token = sessions.begin("lihong", SignInStage.OPEN, began)
    events = stream(sessions, Told())._events(request_with(token))
    await events.__anext__()
    with engine.connect() as connection:
        seen = connection.execute(select(staff_sessions.c.seen_at)).scalar_one()
    assert seen - began < timedelta(seconds=1)


@pytest.mark.anyio
@pytest.mark.parametrize("stage", [SignInStage.CODE, SignInStage.CHANGE])
async def test_whoever_is_not_wholly_signed_in_hears_nothing(sessions: StaffSessions, stage: SignInStage) -> None:
    token = sessions.begin("lihong", stage, now())
    assert await stream(sessions, Told())._events(request_with(token)).__anext__() == ENDED


@pytest.mark.anyio
async def test_news_that_are_not_for_a_role_end_at_once(sessions: StaffSessions) -> None:
    token = sessions.begin("lihong", SignInStage.OPEN, now())
    assert await stream(sessions, Told(), Permission.AUDIT)._events(request_with(token)).__anext__() == ENDED
