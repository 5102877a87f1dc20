"""Two workers that know of each other only through PostgreSQL and Redis, as on two machines: a promise is kept by both together."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase
from bot.kb.model.campaigns import Caps
from bot.outreach.scheduler.outbox import Outbox, set_due
from bot.outreach.scheduler.workers import DeliveryTask, broker_for, deliver_by_workers, serve
from bot.outreach.sending.sender import SendLimits
from bot.people import Consents
from bot.staff import Switch, Switches
from bot.storage import open_database
from tests.databases import Databases
from tests.outreach.world import World, add_person, with_campaign

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 60.0
PEOPLE = 40
PER_DAY = 25
WORKERS = 2


@pytest.fixture
def database(postgresql: str, databases: Databases) -> Iterator[Engine]:
    engine = databases.without_rows(postgresql)
    yield engine
    engine.dispose()


@pytest.fixture
def world(database: Engine, whole_kb: KnowledgeBase) -> World:
    """Give outreach in which a run may tell so many people a day, and all of them wait."""
    world = World(database, with_campaign(whole_kb, caps=Caps(7, PER_DAY)))
    for number in range(PEOPLE):
        add_person(database, f"p{number:02}")
    set_due(world.outreach, world.approved().id, world.clock())
    return world


@pytest.fixture
def machines(world: World, postgresql: str, redis_url: str) -> Iterator[Callable[[], Outbox]]:
    """Let two workers work, each with connections of its own; give what asks them for a pass."""
    broker_for(redis_url).client.flushall()
    stopping, threads, engines = threading.Event(), [], [open_database(postgresql) for _ in range(WORKERS)]
    for engine in engines:
        of_its_own = replace(world, engine=engine).outreach
        pace, loop = SendLimits(batch=5, together=2), asyncio.new_event_loop()
        delivery = DeliveryTask(of_its_own, redis_url, pace, 0, stopping.is_set, loop)
        threads.append(threading.Thread(target=serve, args=(delivery, stopping)))
    for thread in threads:
        thread.start()
    yield lambda: Outbox(world.outreach, deliver_by_workers(redis_url, WORKERS))
    stopping.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    for engine in engines:
        engine.dispose()


async def until(holds: Callable[[], bool], outbox: Outbox) -> None:
    """Make passes until something holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        await outbox.make_pass()
        await asyncio.sleep(0.02)


def sent(world: World) -> int:
    return sum(state == "sent" for state in world.states().values())


async def test_both_together_tell_each_once_and_no_more_a_day_than_the_run_may(
    world: World, machines: Callable[[], Outbox]
) -> None:
    outbox = machines()
    await until(lambda: sent(world) == PER_DAY, outbox)
    for _ in range(5):
        await outbox.make_pass()
    assert sent(world) == len(world.platform.letters) == PER_DAY
    world.clock.at = world.clock.at.astimezone(SHANGHAI).replace(day=26)
    await until(lambda: sent(world) == PEOPLE, outbox)
    assert sorted(world.platform.addresses) == [f"wechat-p{number:02}" for number in range(PEOPLE)]


async def test_a_switch_and_a_withdrawal_hold_for_both_at_once(world: World, machines: Callable[[], Outbox]) -> None:
    outbox, switches = machines(), Switches(world.engine)
    off = threading.Event()

    def switch_off(_letter: object) -> None:
        if not off.is_set():
            off.set()
            switches.turn_off(Switch.OUTREACH, "演练：两台机器一起停", "丙", world.clock())
            Consents(world.engine).withdraw("p20", "chat", world.clock())

    world.platform.on_send = switch_off
    await until(off.is_set, outbox)
    # What had left or was started before stays; each worker had two on the way at most.
    await until(lambda: "claimed" not in world.states().values(), outbox)
    so_far = len(world.platform.letters)
    assert so_far <= WORKERS * 2
    for _ in range(5):
        await outbox.make_pass()
    assert len(world.platform.letters) == so_far
    switches.turn_on(Switch.OUTREACH, "丙", world.clock())
    await until(lambda: sent(world) == PER_DAY, outbox)
    assert "wechat-p20" not in world.platform.addresses
