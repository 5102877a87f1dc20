"""The process by itself: what is approved goes out on time, one scheduler works at a time, and a locked database is waited for."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot import clock
from bot.kb import KnowledgeBase
from bot.kb.model.campaigns import Quiet, Schedule
from bot.outreach.control import decisions
from bot.outreach.control.restored_backup import RESTORED, HighWaterMark
from bot.outreach.ledger.leases import SCHEDULER, is_held
from bot.outreach.runs.runs import get
from bot.outreach.runs.states import RunState
from bot.outreach.scheduler.alarms import has_come
from bot.outreach.scheduler.outbox import Deliver, deliver_here, set_due
from bot.outreach.scheduler.scheduler import OutreachScheduler, SchedulerTiming
from bot.storage import is_believable, open_database
from tests.databases import lay_out
from tests.outreach.world import Clock, World, add_person, with_campaign

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 30
LOCKED_SECONDS = 7
NEVER_QUIET = Quiet(time(3), time(3), False)
RHYTHM = SchedulerTiming(look_every=0.05, lease=timedelta(seconds=5), renew_every=0.5)


class RealClock(Clock):
    """The real clock, where a test does not move time."""

    def __call__(self) -> datetime:
        return clock.now()


class FastClock(Clock):
    """A clock that is eleven years ahead."""

    def __call__(self) -> datetime:
        return clock.now() + timedelta(days=4000)


@pytest.fixture
def now_world(world: World) -> World:
    """Give a world in real time that is never quiet."""
    world.clock = RealClock()
    world.change_campaign(quiet=NEVER_QUIET)
    return world


def office(world: World, mark: HighWaterMark | None = None) -> OutreachScheduler:
    def deliver(must_stop: Callable[[], bool]) -> Deliver:
        return deliver_here(world.outreach, is_stopping=must_stop)

    return OutreachScheduler(world.outreach, deliver, mark, RHYTHM)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, or fail."""

    async def look() -> None:
        while not holds():
            await asyncio.sleep(0.02)

    await asyncio.wait_for(look(), PATIENCE_SECONDS)


async def test_an_approved_campaign_goes_out_on_time_without_any_command(now_world: World) -> None:
    add_person(now_world.engine, "p")
    now_world.change_campaign(schedule=Schedule(once=clock.now() + timedelta(seconds=0.5)), follow_up=None)
    run = now_world.approved()
    process = office(now_world)
    working = asyncio.create_task(process.run())
    await until(lambda: now_world.platform.addresses == ["wechat-p"])
    await until(lambda: get(now_world.engine, run.id).state is RunState.FINISHED)
    process.stop()
    await working


async def test_of_two_processes_one_works_and_the_other_takes_over(now_world: World) -> None:
    first, second = office(now_world), office(now_world)
    working = [asyncio.create_task(each.run()) for each in (first, second)]
    add_person(now_world.engine, "early")
    run = now_world.approved()
    set_due(now_world.outreach, run.id, clock.now())
    await until(lambda: now_world.platform.addresses == ["wechat-early"])
    first.stop()
    await working[0]
    add_person(now_world.engine, "late")
    set_due(now_world.outreach, run.id, clock.now())
    await until(lambda: now_world.platform.addresses == ["wechat-early", "wechat-late"])
    second.stop()
    await working[1]


async def test_a_process_that_finds_an_older_database_pauses_and_sends_nothing(
    now_world: World, database_url: str, tmp_path: Path
) -> None:
    add_person(now_world.engine, "p")
    run = now_world.approved()
    set_due(now_world.outreach, run.id, clock.now())
    mark = HighWaterMark(database_url, tmp_path / "mark")
    mark.write(clock.now())
    process = office(now_world, mark)
    working = asyncio.create_task(process.run())
    await until(lambda: get(now_world.engine, run.id).state is RunState.PAUSED)
    process.stop()
    await working
    assert (get(now_world.engine, run.id).reason, now_world.platform.letters) == (RESTORED, [])
    decisions.resume(now_world.engine, get(now_world.engine, run.id), "丙", clock.now())


async def test_a_clock_years_ahead_expires_ends_and_sends_nothing_and_set_right_all_goes_on(
    now_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    add_person(now_world.engine, "p")
    run = now_world.planned()
    is_believable(now_world.engine, now_world.clock())
    right, now_world.clock = now_world.clock, FastClock()
    process = office(now_world)
    working = asyncio.create_task(process.run())
    await until(lambda: "the clock is far after" in caplog.text)
    process.stop()
    await working
    assert (now_world.states(), get(now_world.engine, run.id).state) == ({"p": "planned"}, RunState.RUNNING)
    now_world.clock = right
    process = office(now_world)
    working = asyncio.create_task(process.run())
    await until(lambda: now_world.platform.addresses == ["wechat-p"])
    process.stop()
    await working


async def test_a_locked_database_is_waited_for_and_nothing_is_doubled(tmp_path: Path, whole_kb: KnowledgeBase) -> None:
    path = tmp_path / "leye.db"
    lay_out(f"sqlite:///{path}")
    engine = open_database(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20"))
    world = World(engine, with_campaign(whole_kb))
    for number in range(4):
        add_person(engine, f"p{number}")
    world.planned()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def lock(_letter: object) -> None:
        if not other.in_transaction:
            other.execute("BEGIN IMMEDIATE")
            threading.Timer(0.3, other.rollback).start()

    world.platform.on_send = lock
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 4
    assert set(world.states().values()) == {"sent"}
    other.close()


async def test_a_write_lock_at_the_minute_of_an_alarm_delays_it_and_silences_nothing(
    tmp_path: Path, whole_kb: KnowledgeBase
) -> None:
    path = tmp_path / "leye.db"
    lay_out(f"sqlite:///{path}")
    engine = open_database(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20"))
    world = World(engine, with_campaign(whole_kb), RealClock())
    world.change_campaign(quiet=NEVER_QUIET, schedule=Schedule(once=clock.now() + timedelta(seconds=1)), follow_up=None)
    add_person(engine, "p")
    world.approved()
    process = office(world)
    working = asyncio.create_task(process.run())
    await until(lambda: is_held(engine, SCHEDULER, clock.now()))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await until(lambda: has_come(get(engine, 1), world.campaign.schedule, clock.now()))
    # Longer than anything in the house waits for a lock.
    await asyncio.sleep(LOCKED_SECONDS)
    assert world.platform.letters == []
    other.rollback()
    await until(lambda: world.platform.addresses == ["wechat-p"])
    process.stop()
    await working
    other.close()


async def test_a_mark_that_cannot_be_written_is_waited_for(now_world: World, tmp_path: Path) -> None:
    add_person(now_world.engine, "p")
    run = now_world.approved()
    set_due(now_world.outreach, run.id, clock.now())
    (tmp_path / "var").touch()
    mark = HighWaterMark("a database", tmp_path / "var" / "outreach.mark")

    tried: list[datetime] = []

    def write(at: datetime) -> None:
        tried.append(at)
        mark.write(at)

    def deliver(must_stop: Callable[[], bool]) -> Deliver:
        return deliver_here(now_world.outreach, is_stopping=must_stop, on_claim=write)

    process = OutreachScheduler(now_world.outreach, deliver, None, RHYTHM)
    working = asyncio.create_task(process.run())
    await until(lambda: bool(tried))
    await until(lambda: working.done() or get(now_world.engine, run.id).planned_at is not None)
    await asyncio.sleep(20 * RHYTHM.look_every)
    assert not working.done()
    assert now_world.platform.letters == []
    (tmp_path / "var").unlink()
    process.stop()
    await working
