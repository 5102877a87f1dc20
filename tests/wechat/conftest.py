"""The door of WeChat and a simulated platform that talk to each other in memory: the whole way, without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy.engine import Engine

from bot.channel_settings import WechatAccount
from bot.policies import KnowledgeBase, load
from bot.settings import Settings
from bot.simulator.config import DEFAULT, Mode, SimulatorConfig
from bot.storage import open_database, upgrade
from tests.conftest import Missing
from tests.front.fake_dialogue import SECRET, FakeDialogue
from tests.redis_server import running_redis
from tests.wechat.phone import Phone, Switchboard

LIMIT_SECONDS = 0.6


@pytest.fixture
def anyio_backend() -> str:
    """Run coroutine tests on asyncio, as uvicorn does."""
    return "asyncio"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base, loaded once."""
    return load(Path("policies_kb"))


@pytest.fixture(scope="session")
def redis_url(missing: Missing) -> Iterator[str]:
    """Give a really started Redis."""
    with running_redis(missing) as address:
        yield address


@pytest.fixture(params=["memory", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Give settings with the simulated account, once without and once with a real Redis."""
    database_url = f"sqlite:///{tmp_path}/leye.db"
    upgrade(database_url)
    redis_url = None
    if request.param == "redis":
        redis_url = request.getfixturevalue("redis_url")
        Redis.from_url(redis_url).flushall()
    return Settings(
        database_url=database_url, redis_url=redis_url, secret=SECRET, rate_limit="off", wechat=account_of(DEFAULT)
    )


def account_of(config: SimulatorConfig) -> WechatAccount:
    """Return the settings of the assistant for a simulated account."""
    there = config.wechat
    keys = (there.aes_key,) if there.mode is Mode.AES else ()
    return WechatAccount(
        there.app_id, there.app_secret, there.token, keys, "http://platform", "http://platform", "http://platform"
    )


@pytest.fixture
def dialogue() -> FakeDialogue:
    """Give the fake dialogue process."""
    return FakeDialogue()


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the database of the assistant, to look into."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
async def switchboard(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Switchboard]:
    """Give the platform and the assistant, connected."""
    async with Switchboard.connect(settings, dialogue, kb, replace(DEFAULT, callback="http://front")) as switchboard:
        yield switchboard


@pytest.fixture
async def phone(switchboard: Switchboard) -> Phone:
    """Give the phone of someone who follows the account."""
    phone = await switchboard.new_phone()
    await phone.act("follow")
    return phone
