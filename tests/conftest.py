"""What all tests share: saying what this machine lacks, and really started databases without rows."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy.engine import Engine

from bot import settings as settings_room
from bot.staff import passwords
from devservers.postgresql import find_binaries, running_postgresql
from devservers.redis_server import find_redis, running_redis
from tests.databases import Databases
from tests.known_folders import read_each_once
from tests.known_readers import prepare_each_once
from tests.shares import SharedScheduling, turn_of

Missing = Callable[[str], NoReturn]

# A machine that is busy with something else must not fail an example that is right; speed is measured in bench/.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


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


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Give the databases of this process, which lend their engines to one test after the other."""
    lent = Databases(tmp_path_factory.mktemp("databases") / "new folder")
    yield lent
    lent.close()


@pytest.fixture(scope="session")
def model() -> None:
    """Train unless the model fits what it learns from; the other worker tests on meanwhile."""
    done = subprocess.run([sys.executable, "-m", "bot.cli", "train"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """Give the address of a SQLite file that is not there yet, and of the really started PostgreSQL."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql")
        return address
    return databases.new_file()


@pytest.fixture
def engine(database_url: str, databases: Databases) -> Iterator[Engine]:
    """Give an engine for an upgraded database without rows, on both databases."""
    engine = databases.without_rows(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """Let passwords be hashed quickly, which are slow on purpose; give the hasher of the product to the test of it."""
    real = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session", autouse=True)
def journal_aside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let what tests promise on a server be written elsewhere than into the journal of this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings_room, "JOURNAL", tmp_path_factory.mktemp("journal"))
        yield


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, as uvicorn does."""
    return "asyncio"


def pytest_configure() -> None:
    """Let the knowledge base be read and prepared once per process, also for tests that are named after its cases."""
    read_each_once()
    prepare_each_once()


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what was imported: it would look through all of it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that take longest begin first."""
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedScheduling:
    """Give the tests out to the workers share by share; called only where workers were asked for."""
    return SharedScheduling(config, log)
