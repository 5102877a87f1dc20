"""``python -m bot.outreach``: tell people what is approved and due, by itself. ``leye run`` starts it this way too.

With ``--workers`` it only decides, and the workers of ``python -m bot.outreach.scheduler.workers`` send.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys

from bot import collection
from bot.errors import BotError, SettingsError
from bot.heartbeat import keep_beating
from bot.kb import LiveKnowledge, keep_newest
from bot.messaging.api import WechatApi
from bot.outreach.context import Outreach
from bot.outreach.control.restored_backup import HighWaterMark
from bot.outreach.deps import live_knowledge, outreach_of
from bot.outreach.logs import write_local_lines
from bot.outreach.scheduler.night import keep_matching, match_beside
from bot.outreach.scheduler.night_tasks import match_by_workers
from bot.outreach.scheduler.work import OutreachWork
from bot.outreach.scheduler.workers import broker_for
from bot.owner_only import write_for_owner_only
from bot.part_counts import part_counts
from bot.settings import Settings
from bot.spare import keep_spare
from bot.storage import upgrade


def main() -> int:
    """Work until stopped; return 2 when something must be mended first."""
    collection.put_off()
    write_for_owner_only()
    write_local_lines()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bot.outreach")
    parser.add_argument("--workers", action="store_true", help="send by workers on the Redis of LEYE_REDIS_URL")
    by_workers = parser.parse_args().workers
    try:
        settings = Settings.from_environment().with_secret()
        upgrade(settings.database_url)
        live = live_knowledge(settings)
        outreach = outreach_of(live, settings)
        keep_spare()
        part_counts("outreach").begin_telling()
        asyncio.run(work(settings, live, outreach, by_workers=by_workers))
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def work(settings: Settings, live: LiveKnowledge, outreach: Outreach, *, by_workers: bool = False) -> None:
    """Work until a signal comes; send here, or by workers.

    Raises:
        SettingsError: workers are to send and no Redis is set.
    """
    if by_workers and settings.redis_url is None:
        raise SettingsError("用 --workers 要先设置 LEYE_REDIS_URL，例如 redis://127.0.0.1:6379/0。")
    office = OutreachWork(outreach, HighWaterMark(settings.database_url), settings.redis_url if by_workers else None)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, office.stop)
    collection.begin()

    def renew() -> None:
        if live.renew():
            office.renew(live())

    redis_url = settings.redis_url if by_workers else None
    match = match_beside if redis_url is None else match_by_workers(broker_for(redis_url), outreach.engine)
    beside = [asyncio.create_task(each) for each in (keep_beating(), keep_newest(renew), keep_matching(match))]
    await office.run()
    for task in beside:
        task.cancel()
    for messenger in {each for each in outreach.messengers.values() if isinstance(each, WechatApi)}:
        await messenger.close()
    outreach.engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
