"""The stores of the platforms are tested on a fresh SQLite database and on a really started PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.storage import open_database, upgrade
from bot.storage.tables import metadata
from tests.conftest import Missing
from tests.redis_server import running_redis


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, as uvicorn does."""
    return "asyncio"


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
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def redis_url(missing: Missing) -> Iterator[str]:
    """Give a really started Redis."""
    with running_redis(missing) as address:
        yield address
