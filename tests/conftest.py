"""What all tests share: saying what this machine lacks, and really started databases without rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy.engine import Engine

from bot.storage import open_database
from devservers.postgresql import find_binaries, running_postgresql
from devservers.redis_server import find_redis, running_redis
from tests.databases import empty, lay_out
from tests.known_folders import read_each_once
from tests.shares import SharedScheduling, turn_of

Missing = Callable[[str], NoReturn]


@pytest.fixture(scope="session")
def missing() -> Missing:
    """Return what to call when this machine lacks something: skips with the reason, or fails when all is required."""

    def say(reason: str) -> NoReturn:
        if os.environ.get("LEYE_TEST_REQUIRE") == "all":
            pytest.fail(f"{reason} (LEYE_TEST_REQUIRE=all forbids the skip)", pytrace=False)
        pytest.skip(reason)

    return say


@pytest.fixture(scope="session")
def postgresql(missing: Missing) -> Iterator[str]:
    """Give the address of a really started, empty PostgreSQL."""
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    with running_postgresql(binaries) as address:
        yield address


@pytest.fixture(scope="session")
def redis_url(missing: Missing) -> Iterator[str]:
    """Give the address of a really started Redis, which all tests of a session share."""
    binary = find_redis()
    if binary is None:
        missing("Redis is not installed; on Debian: apt-get install redis-server")
    with running_redis(binary) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a SQLite file that is not there yet, and of the really started PostgreSQL."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql")
        return address
    return f"sqlite:///{tmp_path}/new folder/leye.db"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine for an upgraded database without rows, on both databases."""
    lay_out(database_url)
    engine = open_database(database_url)
    if engine.dialect.name == "postgresql":
        # Shared by all tests of a worker; a SQLite file is new.
        empty(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, as uvicorn does."""
    return "asyncio"


def pytest_configure() -> None:
    """Let the knowledge base be read once per process, also by tests that are named after its cases."""
    read_each_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that take longest begin first."""
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedScheduling:
    """Give the tests out to the workers share by share; called only where workers were asked for."""
    return SharedScheduling(config, log)
