"""Workers on a really started Redis send what the outbox asks for, with the same code and one limit for all of them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.outreach.runs.states import NoticeKind
from bot.outreach.scheduler.outbox import Outbox, set_due
from bot.outreach.scheduler.workers import QUEUE, DeliveryTask, broker_for, deliver_by_workers, serve
from bot.outreach.sending.rate import SharedLimit
from bot.outreach.sending.sender import SendLimits
from tests.outreach.world import World, add_person

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 30.0


@pytest.fixture
def workers(world: World, redis_url: str) -> Iterator[None]:
    """Let two workers work while the test lasts."""
    broker_for(redis_url).client.flushall()
    stopping, threads = threading.Event(), []
    for _ in range(2):
        loop = asyncio.new_event_loop()
        delivery = DeliveryTask(world.outreach, redis_url, SendLimits(batch=5, together=2), 0, stopping.is_set, loop)
        threads.append(threading.Thread(target=serve, args=(delivery, stopping)))
    for thread in threads:
        thread.start()
    yield
    stopping.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)


def settled(world: World) -> bool:
    return {row.state for row in world.rows()} == {"sent"}


async def until_settled(world: World) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not settled(world):
        assert time.monotonic() < deadline, world.states()
        await asyncio.sleep(0.02)


@pytest.mark.usefixtures("workers")
async def test_two_workers_send_everything_once_however_often_they_are_asked(world: World, redis_url: str) -> None:
    for number in range(40):
        add_person(world.engine, f"p{number:02}")
    run = world.approved()
    set_due(world.outreach, run.id, world.clock())
    outbox = Outbox(world.outreach, deliver_by_workers(redis_url))
    for _ in range(3):
        await outbox.make_pass()
    await until_settled(world)
    assert sorted(world.platform.addresses) == [f"wechat-p{number:02}" for number in range(40)]


async def test_a_late_task_for_a_run_that_is_not_going_sends_nothing(world: World, redis_url: str) -> None:
    add_person(world.engine, "p")
    run = world.approved()
    loop = asyncio.new_event_loop()
    delivery = DeliveryTask(world.outreach, redis_url, SendLimits(), 0, lambda: False, loop)
    delivery.deliver(run.id, NoticeKind.NOTICE.value)
    assert world.platform.letters == []
    loop.close()


async def test_the_outbox_asks_for_no_more_while_tasks_still_wait(world: World, redis_url: str) -> None:
    broker = broker_for(redis_url)
    broker.client.flushall()
    run = world.running()
    deliver = deliver_by_workers(redis_url, helpers=2)
    for _ in range(4):
        await deliver(run, world.campaign, NoticeKind.NOTICE)
    assert broker.do_qsize(QUEUE) == 2


async def test_all_who_draw_from_a_bucket_share_its_rate(redis_url: str) -> None:
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    first, second = Redis.from_url(redis_url), Redis.from_url(redis_url)
    limits: list[Any] = [SharedLimit(each, "test", 100, note) for each in (first, second)]
    for number in range(4):
        await limits[number % 2].wait(100)
    # The first hundred are free; each hundred after them waits a second longer.
    assert [round(wait, 1) for wait in waits] == pytest.approx([1.0, 2.0, 3.0], abs=0.2)
    await first.close()
    await second.close()
