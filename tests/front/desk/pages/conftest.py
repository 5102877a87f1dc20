"""An installation with two stations, and a matchmaker whom somebody called."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.referrals import StationAreas
from bot.staff import Role
from tests.front.conversing import open_session
from tests.front.desk.conftest import SignIn
from tests.front.desk.pages.calls import make_call


@pytest.fixture
def session(client: TestClient, database: Engine) -> dict[str, str]:
    """Give a conversation in an installation where 甲站 serves 甲镇."""
    StationAreas(database).serve("甲站", "甲镇")
    StationAreas(database).serve("乙站", "乙镇")
    return open_session(client)


@pytest.fixture
def li(client: TestClient, session: dict[str, str], sign_in: SignIn) -> TestClient:
    """Give the desk of 李老师 of 甲站, whom the person of the conversation called without a phone."""
    li = sign_in("lihong", Role.MATCHMAKER, "甲站")
    make_call(client, session)
    return li
