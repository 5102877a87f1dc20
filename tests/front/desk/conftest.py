"""The desk in memory, and colleagues who sign in to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front import create_app
from bot.kb import KnowledgeBase, load
from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.colleagues import Colleague, Role, Staff
from bot.staff.sessions import SignInStage, StaffSessions
from bot.storage import open_database
from tests.databases import lay_out
from tests.front.fake_dialogue import SECRET, FakeDialogue

PASSWORD = "three words are long"
SignIn = Callable[..., TestClient]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with a fresh database and no rate limit."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/leye.db", secret=SECRET, rate_limit="off", people_key="k" * 40
    )
    lay_out(settings.database_url)
    return settings


@pytest.fixture
def database(settings: Settings) -> Iterator[Engine]:
    """Give the database of the desk."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def dialogue() -> FakeDialogue:
    """Give the fake dialogue process."""
    return FakeDialogue()


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base, loaded once."""
    return load(Path("policies_kb"))


@pytest.fixture
def app(settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase) -> FastAPI:
    """Give the application."""
    return create_app(settings, dialogue.transport, kb=kb)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Give a browser that nobody signed in with."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def sign_in(app: FastAPI, client: TestClient, database: Engine) -> SignIn:
    """Give a way to become a colleague: a client that is signed in.

    Without the form, because a password is slow on purpose; the form has tests of its own.
    """

    def become(userid: str = "lihong", role: Role = Role.MATCHMAKER, station: str | None = None) -> TestClient:
        Staff(database).add(Colleague(userid, f"李{userid}", role, station), now())
        token = StaffSessions(database).begin(userid, SignInStage.OPEN, now())
        return TestClient(app, follow_redirects=False, cookies={"leye_desk": token})

    return become


def with_password(engine: Engine, userid: str, role: Role = Role.MATCHMAKER, password: str = PASSWORD) -> Accounts:
    """Add a colleague who chose a password of their own."""
    accounts = Accounts(engine, SECRET)
    Staff(engine).add(Colleague(userid, "李红", role, None), now())
    accounts.change(userid, accounts.reset(userid, now()), password, now())
    return accounts


def key_of(page: str) -> str:
    """Return the key of the forms on a page."""
    found = re.search(r'name="key" value="([0-9a-f]{64})"', page)
    assert found is not None, "the page has no form with a key"
    return found[1]


def submit(client: TestClient, path: str, form: dict[str, str], page: str = "/desk") -> httpx.Response:
    """Fill in a form as the page at ``page`` gives it."""
    response: httpx.Response = client.post(path, data={"key": key_of(client.get(page).text), **form})
    return response
