"""Every night all seekers are matched with openings: beside this process in one of the lowest priority, or by the workers.

``python -m bot.outreach.scheduler.night`` matches tonight at once. What is done stands in the database, so that whoever is killed, or
was not awake, is followed by one that goes on; a second one beside it takes other blocks.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from functools import partial

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.clock import SHANGHAI
from bot.errors import BotError
from bot.jobs.matches import NightlyMatching
from bot.outreach.deps import live_knowledge
from bot.outreach.logs import write_local_lines
from bot.owner_only import write_for_owner_only
from bot.settings import Settings
from bot.storage import open_for

logger = logging.getLogger(__name__)

# Nobody waits for an answer then, and reminders are not sent either.
BEGINS, ENDS = time(1, 30), time(6)
LOOK_SECONDS = 60.0
LOWEST_PRIORITY = 19
Match = Callable[[date], Awaitable[bool]]


def night_of(at: datetime) -> date | None:
    """Return the day whose night it is; None by day.

    >>> night_of(datetime(2026, 11, 26, 2, tzinfo=SHANGHAI)), night_of(datetime(2026, 11, 26, 9, tzinfo=SHANGHAI))
    (datetime.date(2026, 11, 26), None)
    """
    here = at.astimezone(SHANGHAI)
    return here.date() if BEGINS <= here.time() < ENDS else None


async def keep_matching(match: Match, now: Callable[[], datetime] = clock.now, every: float = LOOK_SECONDS) -> None:
    """Let each night be matched until it is done; what breaks off is begun again at the next look.

    Args:
        match: matches a night, or lets it be matched; tells whether it is done.
        every: seconds between two looks.
    """
    done: date | None = None
    while True:
        night = night_of(now())
        if night is not None and night != done:
            try:
                done = night if await match(night) else done
            except (SQLAlchemyError, BotError, OSError, RedisError) as error:
                logger.warning("matching was broken off: %s", type(error).__name__)
        await asyncio.sleep(every)


async def match_beside(_night: date) -> bool:
    """Match tonight in a process of its own, which gives way to all others; tell whether everything is done."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__)
    try:
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()


def main() -> int:
    """Match tonight; return 0 when it is done, 1 when others work on the rest of it, 2 when something must be mended first."""
    write_for_owner_only()
    write_local_lines()
    os.nice(LOWEST_PRIORITY)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    parent = os.getppid()
    try:
        settings = Settings.from_environment().with_secret()
        engine, kb = open_for(settings), live_knowledge(settings)()
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    must_stop = partial(_must_stop, stopping, parent)
    is_done = NightlyMatching(engine, kb, clock.now, must_stop).run(clock.today())
    logger.info("tonight's matching is %s", "done" if is_done else "not done yet")
    return 0 if is_done else 1


def _must_stop(stopping: threading.Event, parent: int) -> bool:
    """Tell whether to end: asked to, or whoever began it is gone."""
    return stopping.is_set() or os.getppid() != parent


if __name__ == "__main__":
    sys.exit(main())
