"""The door of WeCom and a simulated platform that talk to each other in memory, on the small knowledge base and a fixed day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.channel_settings import WecomApp
from bot.clock import now
from bot.front.services import FrontServices
from bot.kb import KnowledgeBase, load
from bot.settings import Settings
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage import open_database
from simulator.platform.config import DEFAULT
from tests.databases import lay_out
from tests.fixtures.small_kb import copy_small_kb
from tests.front.channels.wechat.phone import PATIENCE_SECONDS, Switchboard
from tests.front.channels.wecom.desk import Desk
from tests.front.channels.wecom.moving_clock import MovingClock
from tests.front.fake_dialogue import SECRET, FakeDialogue

THERE = DEFAULT.wecom
APP = WecomApp(THERE.corp_id, THERE.agent_id, THERE.secret, THERE.token, (THERE.aes_key,), "http://platform/wecom")


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """Give the small knowledge base, loaded once."""
    return load(copy_small_kb(tmp_path_factory.mktemp("small")))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with the simulated app and a fresh database."""
    database_url = f"sqlite:///{tmp_path}/leye.db"
    lay_out(database_url)
    return Settings(database_url=database_url, secret=SECRET, rate_limit="off", wecom=APP, as_of=date(2026, 11, 25))


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the database of the assistant, to look into."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> MovingClock:
    """Give a clock that stands."""
    return MovingClock()


@pytest.fixture
def answer_seconds() -> float:
    """Give how long a callback waits for its answer: never shorter for a slow machine; tests of slow searches ask for less."""
    return PATIENCE_SECONDS


@pytest.fixture
async def switchboard(
    settings: Settings,
    kb: KnowledgeBase,
    answer_seconds: float,
    clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Switchboard]:
    """Give the platform and the assistant, connected."""
    monkeypatch.setattr("bot.front.app.FrontServices", partial(FrontServices, answer_seconds=answer_seconds))
    monkeypatch.setattr("bot.front.channels.wecom.channel.now", clock)
    monkeypatch.setattr("bot.front.channels.wecom.channel.SECONDS_BETWEEN_ROUNDS", 0.05)
    config = replace(DEFAULT, callback="http://front", time_limit=PATIENCE_SECONDS)
    async with Switchboard.connect(settings, FakeDialogue(), kb, config) as switchboard:
        yield switchboard


@pytest.fixture
async def desk(switchboard: Switchboard, engine: Engine) -> Desk:
    """Give the desk of a matchmaker."""
    Staff(engine).add(Colleague("zhangsan", "张三", Role.MATCHMAKER, None), now())
    return await Desk.of(switchboard, "zhangsan")
