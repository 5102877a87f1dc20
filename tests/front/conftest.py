"""The web process in memory, talking to a fake dialogue process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.front import create_app
from bot.kb import KnowledgeBase, load
from bot.settings import Settings
from tests.databases import lay_out
from tests.event_loop import sql_on_the_loop
from tests.front.fake_dialogue import SECRET, FakeDialogue


@pytest.fixture(autouse=True)
def no_sql_on_the_loop() -> Iterator[None]:
    """Let every test of the web process fail when it asks the database where it should only wait for the network."""
    with sql_on_the_loop() as found:
        yield
    assert not found, "leave it to run_in_threadpool: " + "; ".join(sorted(set(found)))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with a fresh database and no rate limit."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/leye.db", secret=SECRET, rate_limit="off")
    lay_out(settings.database_url)
    return settings


@pytest.fixture
def dialogue() -> FakeDialogue:
    """Give the fake dialogue process."""
    return FakeDialogue()


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base, loaded once: every message is read with it."""
    return load(Path("policies_kb"))


@pytest.fixture
def app(settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase) -> FastAPI:
    """Give the application."""
    return create_app(settings, dialogue.transport, kb=kb)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Give a client of the running application, on the same machine."""
    with TestClient(app, client=("127.0.0.1", 50000)) as client:
        yield client


@pytest.fixture
def limited_client(settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase) -> Iterator[TestClient]:
    """Give a client that may ask three times a minute."""
    with TestClient(create_app(replace(settings, rate_limit="3/minute"), dialogue.transport, kb=kb)) as client:
        yield client


@pytest.fixture
async def async_client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client for several requests at once."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://front") as client:
        yield client
