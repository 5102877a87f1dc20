"""Delivery beyond one machine: ``python -m bot.outreach.scheduler.workers`` sends what the outbox asks for, through Dramatiq on Redis.

A task names a run, never people; the ledger decides what is sent, so a task that comes twice or late sends nothing twice.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from redis.asyncio import Redis

from bot.errors import BotError, SettingsError
from bot.kb import Campaign, LiveKnowledge
from bot.outreach.context import Outreach
from bot.outreach.control.restored_backup import HighWaterMark
from bot.outreach.deps import live_knowledge, outreach_of
from bot.outreach.logs import write_local_lines
from bot.outreach.runs.runs import Run, get
from bot.outreach.runs.states import NoticeKind, RunState
from bot.outreach.scheduler.night_tasks import QUEUE as MATCHES
from bot.outreach.scheduler.night_tasks import MatchTask, match_task_on
from bot.outreach.scheduler.outbox import Deliver
from bot.outreach.sending.rate import NoLimit, SharedLimit
from bot.outreach.sending.send_job import send_job_for
from bot.outreach.sending.sender import SendLimits, send_run
from bot.owner_only import write_for_owner_only
from bot.part_counts import part_counts
from bot.settings import Settings

logger = logging.getLogger(__name__)

QUEUE = "outreach"
TASK = "deliver"
# So many tasks for each run: as many workers can help with it at the same time.
HELPERS = 2
PER_SECOND = 1_000
TIME_LIMIT_MILLISECONDS = 3_600_000


@dataclass(frozen=True)
class DeliveryTask:
    """What the task does.

    Args:
        per_second: letters a second of all workers together; 0: no limit.
        is_stopping: tells whether the worker is to end.
        loop: runs in another thread for as long as the worker lives, for connections to the platform belong to one loop.
    """

    outreach: Outreach
    redis_url: str
    pace: SendLimits
    per_second: int
    is_stopping: Callable[[], bool]
    loop: asyncio.AbstractEventLoop
    mark: HighWaterMark | None = None
    live: LiveKnowledge | None = None

    def deliver(self, run_id: int, kind: str) -> None:
        """Send what may be sent of a run."""
        outreach = self._newest()
        run = get(outreach.engine, run_id)
        campaign = outreach.kb.campaigns.get(run.campaign)
        if campaign is None or run.state is not RunState.RUNNING:
            return
        began, is_failure = time.monotonic(), True
        try:
            sending = self._send(outreach, run, campaign, NoticeKind(kind))
            sent = asyncio.run_coroutine_threadsafe(sending, self.loop).result()
            is_failure = False
        finally:
            part_counts(part_of_worker()).done(TASK, time.monotonic() - began, is_failure=is_failure)
        logger.info("run %s: %d sent", run.id, sent)

    def _newest(self) -> Outreach:
        """Return outreach by the knowledge base that was published last: a task ends by the one by which it began."""
        if self.live is None:
            return self.outreach
        self.live.renew()
        return replace(self.outreach, kb=self.live())

    async def _send(self, outreach: Outreach, run: Run, campaign: Campaign, kind: NoticeKind) -> int:
        work = send_job_for(outreach, run, campaign, kind, outreach.today())
        redis = Redis.from_url(self.redis_url)
        limit = SharedLimit(redis, "letters", self.per_second) if self.per_second else NoLimit()
        try:
            on_claim = self.mark.write if self.mark is not None else None
            return await send_run(outreach, work, self.pace, limit, self.is_stopping, on_claim)
        finally:
            await redis.close()


def part_of_worker() -> str:
    """Return the name of this worker among the processes of the machine: there may be several."""
    return f"worker-{os.getpid()}"


def broker_for(redis_url: str) -> RedisBroker:
    """Return the queue in Redis."""
    return RedisBroker(url=redis_url)  # type: ignore[no-untyped-call]


def task_on(broker: RedisBroker, deliver: Callable[[int, str], None]) -> dramatiq.Actor[[int, str], None]:
    """Return the one task, declared on a queue. It is not retried: the outbox asks again at its next pass."""
    declare = dramatiq.actor(
        broker=broker, queue_name=QUEUE, actor_name=TASK, max_retries=0, time_limit=TIME_LIMIT_MILLISECONDS
    )
    return declare(deliver)


def deliver_by_workers(redis_url: str, helpers: int = HELPERS) -> Deliver:
    """Return what asks the workers to send; nothing is asked while earlier tasks still wait."""
    broker = broker_for(redis_url)
    task = task_on(broker, lambda _run, _kind: None)

    async def deliver(run: Run, _campaign: Campaign, kind: NoticeKind) -> int:
        if await asyncio.to_thread(broker.do_qsize, QUEUE) < helpers:
            for _ in range(helpers):
                await asyncio.to_thread(task.send, run.id, kind.value)
        return 0

    return deliver


def main() -> int:
    """Work until stopped; return 2 when something must be mended first."""
    write_for_owner_only()
    write_local_lines()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bot.outreach.scheduler.workers")
    parser.add_argument("--per-second", type=int, default=PER_SECOND, help="letters a second of all workers together")
    per_second = parser.parse_args().per_second
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        settings = Settings.from_environment().with_secret()
        if settings.redis_url is None:
            raise SettingsError("要让多个进程一起发，先设置 LEYE_REDIS_URL，例如 redis://127.0.0.1:6379/0。")
        mark = HighWaterMark(settings.database_url)
        live = live_knowledge(settings)
        outreach, loop = outreach_of(live, settings), asyncio.new_event_loop()
        delivery = DeliveryTask(
            outreach, settings.redis_url, SendLimits(), per_second, stopping.is_set, loop, mark, live
        )
        part_counts(part_of_worker()).begin_telling()
        serve(delivery, stopping, MatchTask(outreach.engine, live, stopping.is_set))
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def serve(delivery: DeliveryTask, stopping: threading.Event, matches: MatchTask | None = None) -> None:
    """Take tasks from the queues until told to stop; letters under way are finished.

    Args:
        matches: what is done while no letter waits; None: nothing.
    """
    broker, queues = broker_for(delivery.redis_url), {QUEUE}
    task_on(broker, delivery.deliver)
    if matches is not None:
        match_task_on(broker, matches.match)
        queues.add(MATCHES)
    # One task at a time: a task keeps many letters on the way by itself, and the messenger belongs to its loop.
    worker = dramatiq.Worker(broker, queues=queues, worker_threads=1)
    # Fetched ahead, a second task would wait here while another worker has nothing to do.
    worker.queue_prefetch = 1
    letters = threading.Thread(target=delivery.loop.run_forever, daemon=True)
    letters.start()
    worker.start()
    logger.info("the worker waits for tasks")
    stopping.wait()
    worker.stop()
    broker.close()
    delivery.loop.call_soon_threadsafe(delivery.loop.stop)
    letters.join()


if __name__ == "__main__":
    sys.exit(main())
