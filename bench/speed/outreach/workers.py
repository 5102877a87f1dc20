"""Two real Dramatiq workers on a Redis and a PostgreSQL of their own, for measuring."""

from __future__ import annotations

import asyncio
import threading
import time
from multiprocessing import get_context
from typing import Any

from bench.speed.outreach.platform import BenchPlatform
from bench.speed.outreach.stage import knowledge, outreach_on
from bot.outreach.runs import Run
from bot.outreach.scheduler import DeliveryTask, deliver_by_workers, serve
from bot.outreach.sending import SendLimits
from bot.storage import open_database

WORKERS = 2
PATIENCE_SECONDS = 300.0
LOOK_SECONDS = 0.1


def send_with_workers(database_url: str, redis_url: str, platform: BenchPlatform, run: Run, count: int) -> float:
    """Let two workers send a run; return letters a second from the first letter to the last."""
    context = get_context("spawn")
    places = (database_url, redis_url, platform.address)
    workers = [context.Process(target=work, args=places, daemon=True) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    try:
        return _measured(redis_url, platform, run, count)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def work(database_url: str, redis_url: str, platform: str) -> None:
    """Be a worker until terminated."""
    outreach = outreach_on(open_database(database_url), knowledge(), platform)
    loop = asyncio.new_event_loop()
    serve(DeliveryTask(outreach, redis_url, SendLimits(), 0, lambda: False, loop), threading.Event())


def _measured(redis_url: str, platform: BenchPlatform, run: Run, count: int) -> float:
    before = platform.taken()
    deliver: Any = deliver_by_workers(redis_url, WORKERS)
    asyncio.run(deliver(run, None, run.kind))
    deadline = time.monotonic() + PATIENCE_SECONDS
    began: float | None = None
    seen = 0
    while (taken := platform.taken() - before) < count:
        if taken and began is None:
            # What was there at the first look came before the measuring began.
            began, seen = time.perf_counter(), taken
        if time.monotonic() > deadline:
            raise TimeoutError(f"only {taken} of {count} letters came")
        time.sleep(LOOK_SECONDS)
    assert began is not None
    return (count - seen) / (time.perf_counter() - began)
