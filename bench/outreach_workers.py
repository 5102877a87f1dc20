"""Two real Dramatiq workers on a Redis and a PostgreSQL of their own, for measuring. Called by ``outreach_speed``."""

from __future__ import annotations

import asyncio
import threading
import time
from multiprocessing import get_context
from typing import Any

from bench.outreach_platform import counted
from bot.outreach.runs import Run
from bot.outreach.sending import Pace
from bot.outreach.workers import Delivery, deliver_by_workers, serve
from bot.storage import open_database

WORKERS = 2
START_SECONDS = 10.0
PATIENCE_SECONDS = 300.0


def send_with_workers(database_url: str, redis_url: str, platform: str, run: Run, count: int) -> float:
    """Let two workers send a run; return letters a second from the first letter to the last."""
    context = get_context("spawn")
    workers = [
        context.Process(target=work, args=(database_url, redis_url, platform), daemon=True) for _ in range(WORKERS)
    ]
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
    from bench.outreach_speed import knowledge, outreach_on

    outreach = outreach_on(open_database(database_url), knowledge(), platform)
    loop = asyncio.new_event_loop()
    serve(Delivery(outreach, redis_url, Pace(), 0, lambda: False, loop), threading.Event())


def _measured(redis_url: str, platform: str, run: Run, count: int) -> float:
    before, _ = counted(platform)
    deliver: Any = deliver_by_workers(redis_url, WORKERS)
    asyncio.run(deliver(run, None, run.kind))
    deadline = time.monotonic() + PATIENCE_SECONDS
    began = None
    while (taken := counted(platform)[0] - before) < count:
        if taken and began is None:
            began = time.perf_counter()
        if time.monotonic() > deadline:
            raise TimeoutError(f"only {taken} of {count} letters came")
        time.sleep(0.05)
    assert began is not None
    return count / (time.perf_counter() - began)
