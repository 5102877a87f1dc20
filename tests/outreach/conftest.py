"""The tests of outreach run on SQLite and on a really started PostgreSQL, with the real knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.policies import KnowledgeBase
from bot.storage import open_database, upgrade
from bot.storage.tables import metadata
from tests.outreach.world import World, real_kb, with_campaign


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def whole_kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return real_kb()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database without rows."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql")
        return address
    return f"sqlite:///{tmp_path}/leye.db"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine for an upgraded database without rows."""
    upgrade(database_url)
    engine = open_database(database_url)
    empty(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def world(engine: Engine, whole_kb: KnowledgeBase) -> World:
    """Give outreach with one evergreen campaign at noon."""
    return World(engine, with_campaign(whole_kb))


def empty(engine: Engine) -> None:
    """Delete every row."""
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
