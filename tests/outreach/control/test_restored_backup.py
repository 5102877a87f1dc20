"""A database that knows less than was sent is noticed, and nothing is sent until someone has looked."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase
from bot.outreach.control import decisions
from bot.outreach.control.restored_backup import RESTORED, HighWaterMark, pause_if_restored
from bot.outreach.runs.runs import get
from bot.outreach.runs.states import RunState
from bot.outreach.scheduler.outbox import Outbox, deliver_here
from bot.outreach.sending.sender import SendLimits
from bot.storage import open_database
from tests.databases import lay_out
from tests.outreach.world import NOON, World, add_person, with_campaign

pytestmark = pytest.mark.anyio


async def make_pass(world: World, mark: HighWaterMark) -> None:
    deliver = deliver_here(world.outreach, SendLimits(batch=2, together=2), on_claim=mark.write)
    await Outbox(world.outreach, deliver).make_pass()


@pytest.fixture
def on_file(tmp_path: Path, whole_kb: KnowledgeBase) -> World:
    """Give outreach on a SQLite file, which can be copied as a backup is."""
    address = f"sqlite:///{tmp_path}/leye.db"
    lay_out(address)
    return World(open_database(address), with_campaign(whole_kb))


async def test_a_restored_backup_sends_nothing_again(on_file: World, tmp_path: Path) -> None:
    world, mark = on_file, HighWaterMark("the database", tmp_path / "mark")
    for number in range(6):
        add_person(world.engine, f"p{number}")
    run = world.planned()
    world.engine.dispose()
    for file in tmp_path.glob("leye.db*"):
        shutil.copy(file, tmp_path / f"backup-{file.name}")
    world.clock.advance(minutes=1)
    await make_pass(world, mark)
    assert len(world.platform.letters) == 6
    world.engine.dispose()
    for file in tmp_path.glob("leye.db*"):
        file.unlink()
    for file in tmp_path.glob("backup-*"):
        file.rename(tmp_path / file.name.removeprefix("backup-"))
    assert set(world.states().values()) == {"planned"}
    world.clock.advance(minutes=1)
    assert pause_if_restored(world.engine, mark, world.clock()) == 1
    await make_pass(world, mark)
    paused = get(world.engine, run.id)
    assert (paused.state, paused.reason, len(world.platform.letters)) == (RunState.PAUSED, RESTORED, 6)


async def test_a_restart_without_a_restore_is_no_alarm(world: World, tmp_path: Path) -> None:
    mark = HighWaterMark("the database", tmp_path / "mark")
    add_person(world.engine, "p")
    world.planned()
    await make_pass(world, mark)
    assert mark.read() == NOON
    assert pause_if_restored(world.engine, mark, world.clock()) == 0
    world.clock.at = NOON - timedelta(hours=1)
    await make_pass(world, mark)
    assert pause_if_restored(world.engine, mark, world.clock()) == 0


async def test_a_human_decision_lets_it_go_on(world: World, tmp_path: Path) -> None:
    mark = HighWaterMark("the database", tmp_path / "mark")
    add_person(world.engine, "p")
    run = world.planned()
    mark.write(NOON + timedelta(hours=1))
    assert pause_if_restored(world.engine, mark, NOON) == 1
    decisions.resume(world.engine, get(world.engine, run.id), "丙", NOON)
    assert pause_if_restored(world.engine, mark, NOON) == 0
    await make_pass(world, mark)
    assert world.platform.addresses == ["wechat-p"]


def test_the_mark_of_another_database_says_nothing(tmp_path: Path) -> None:
    HighWaterMark("one", tmp_path / "mark").write(NOON)
    assert HighWaterMark("one", tmp_path / "mark").read() == NOON
    assert HighWaterMark("another", tmp_path / "mark").read() is None
