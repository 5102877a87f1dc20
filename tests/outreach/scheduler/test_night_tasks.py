"""Workers on a really started Redis match a night, and letters go first."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import timedelta

import pytest

from bot import clock
from bot.jobs.matches import progress_of
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.outreach.scheduler.night_tasks import PRIORITY, MatchTask, match_by_workers, match_task_on
from bot.outreach.scheduler.workers import DeliveryTask, broker_for, serve, task_on
from bot.outreach.sending.sender import SendLimits
from tests.outreach.world import World

pytestmark = pytest.mark.anyio
PATIENCE_SECONDS = 30.0


async def test_workers_match_a_night(world: World, redis_url: str) -> None:
    broker, stopping = broker_for(redis_url), threading.Event()
    broker.client.flushall()
    at = clock.now()
    for number, trade in enumerate(("cleaning", "guard", "welding")):
        wish = JobWish((trade,), ("中北镇",))
        Seekers(world.engine).register(f"web:{number}", wish, at.date() + timedelta(days=30), at)
    delivery = DeliveryTask(world.outreach, redis_url, SendLimits(), 0, stopping.is_set, asyncio.new_event_loop())
    matches = MatchTask(world.engine, lambda: world.outreach.kb, stopping.is_set)
    worker = threading.Thread(target=serve, args=(delivery, stopping, matches))
    worker.start()
    match = match_by_workers(broker, world.engine)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await match(clock.today()) and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    stopping.set()
    worker.join(PATIENCE_SECONDS)
    assert progress_of(world.engine, clock.today()).seekers_kept == 3


async def test_letters_come_before_matching(redis_url: str) -> None:
    broker = broker_for(redis_url)
    match = match_task_on(broker, lambda _night: False)
    letters = task_on(broker, lambda _run, _kind: None)
    assert match.priority == PRIORITY > letters.priority
