"""``python -m bot.outreach``: tell people what is approved and due, by itself. ``leye run`` starts it this way too.

With ``--workers`` it only decides, and the workers of ``python -m bot.outreach.scheduler.workers`` send.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable

from bot import collection
from bot.backups import catch_up
from bot.errors import BotError, SettingsError
from bot.heartbeat import keep_beating
from bot.messaging.api import WechatApi
from bot.outreach.context import Outreach
from bot.outreach.control.restored_backup import HighWaterMark
from bot.outreach.deps import outreach_for
from bot.outreach.scheduler.outbox import Deliver, deliver_here
from bot.outreach.scheduler.scheduler import OutreachScheduler
from bot.outreach.scheduler.workers import deliver_by_workers
from bot.owner_only import write_for_owner_only
from bot.settings import Settings
from bot.spare import keep_spare
from bot.storage import upgrade


def main() -> int:
    """Work until stopped; return 2 when something must be mended first."""
    collection.put_off()
    write_for_owner_only()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bot.outreach")
    parser.add_argument("--workers", action="store_true", help="send by workers on the Redis of LEYE_REDIS_URL")
    by_workers = parser.parse_args().workers
    try:
        settings = Settings.from_environment().with_secret()
        upgrade(settings.database_url)
        outreach = outreach_for(settings)
        keep_spare()
        asyncio.run(work(settings, outreach, by_workers=by_workers))
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def work(settings: Settings, outreach: Outreach, *, by_workers: bool = False) -> None:
    """Work until a signal comes; send here, or by workers.

    Raises:
        SettingsError: workers are to send and no Redis is set.
    """
    if by_workers and settings.redis_url is None:
        raise SettingsError("用 --workers 要先设置 LEYE_REDIS_URL，例如 redis://127.0.0.1:6379/0。")
    mark = HighWaterMark(settings.database_url)

    def deliver(must_stop: Callable[[], bool]) -> Deliver:
        if by_workers and settings.redis_url is not None:
            return deliver_by_workers(settings.redis_url)
        return deliver_here(outreach, is_stopping=must_stop, on_claim=mark.write)

    office = OutreachScheduler(outreach, deliver, mark, on_lease=lambda at: catch_up(outreach.engine, at))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, office.stop)
    collection.begin()
    beating = asyncio.create_task(keep_beating())
    await office.run()
    beating.cancel()
    for messenger in {each for each in outreach.messengers.values() if isinstance(each, WechatApi)}:
        await messenger.close()
    outreach.engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
