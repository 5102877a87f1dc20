"""The door of WeChat and a simulated platform that talk to each other in memory: the whole way, without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy.engine import Engine

from bot.channel_settings import WechatAccount
from bot.front.channels.configured import MessagingChannel, open_channels
from bot.front.channels.wechat.channel import WechatChannel
from bot.front.services import FrontServices
from bot.kb import KnowledgeBase, load
from bot.messaging.protocol.exchange import ANSWER_SECONDS, Exchange
from bot.settings import Settings
from bot.storage import open_database
from simulator.platform.config import DEFAULT, Mode, SimulatorConfig
from tests.databases import lay_out
from tests.front.channels.wechat.outcomes import MovableClock
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import PATIENCE_SECONDS, Phone, Switchboard
from tests.front.fake_dialogue import SECRET, FakeDialogue


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base, loaded once."""
    return load(Path("policies_kb"))


@pytest.fixture(params=["memory", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Give settings with the simulated account, once without and once with a real Redis."""
    database_url = f"sqlite:///{tmp_path}/leye.db"
    lay_out(database_url)
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
def answer_seconds() -> float:
    """Give how long a callback waits while the dialogue is held back; tests of slow turns ask for less."""
    return ANSWER_SECONDS


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch, dialogue: FakeDialogue, answer_seconds: float) -> None:
    """Let callbacks lose patience, and early, but only with turns that a test holds back: never with a slow machine."""
    wait = Exchange.wait

    async def wait_for_held_back(exchange: Exchange, _seconds: float) -> str | None:
        is_held_back = dialogue.gate is not None and not dialogue.gate.is_set()
        return await wait(exchange, answer_seconds if is_held_back else PATIENCE_SECONDS)

    monkeypatch.setattr(Exchange, "wait", wait_for_held_back)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    """Give the clock of the door and of the choices, which tests move on."""
    clock = MovableClock()
    monkeypatch.setattr("bot.front.channels.wechat.channel.now", clock)
    monkeypatch.setattr("bot.front.turns.turn.now", clock)
    return clock


@pytest.fixture
def channels() -> list[MessagingChannel]:
    """Give the doors of the assistant once it is connected."""
    return []


@pytest.fixture
async def switchboard(
    settings: Settings,
    dialogue: FakeDialogue,
    kb: KnowledgeBase,
    channels: list[MessagingChannel],
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Switchboard]:
    """Give the platform and the assistant, connected."""

    def opening(settings: Settings, shared: FrontServices) -> list[MessagingChannel]:
        opened = open_channels(settings, shared)
        channels.extend(opened)
        return opened

    monkeypatch.setattr("bot.front.app.open_channels", opening)
    config = replace(DEFAULT, callback="http://front", time_limit=PATIENCE_SECONDS)
    async with Switchboard.connect(settings, dialogue, kb, config) as switchboard:
        yield switchboard


@pytest.fixture
def channel(switchboard: Switchboard, channels: list[MessagingChannel]) -> WechatChannel:
    """Give the door of WeChat, for what it does from time to time."""
    return next(each for each in channels if isinstance(each, WechatChannel))


@pytest.fixture
def peer(switchboard: Switchboard) -> Peer:
    """Give the independent implementation that posts to the callback and reads its answers."""
    return Peer(switchboard.front)


@pytest.fixture
async def phone(switchboard: Switchboard) -> Phone:
    """Give the phone of someone who follows the account."""
    phone = await switchboard.new_phone()
    await phone.act("follow")
    assert [answer["way"] for answer in await phone.answers()] == ["passive"]
    return phone
