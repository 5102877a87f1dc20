"""The outreach process goes on with another knowledge base between two passes, and ends when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.outreach.control.restored_backup import HighWaterMark
from bot.outreach.ledger.leases import SCHEDULER, is_held
from bot.outreach.scheduler.work import OutreachWork
from tests.outreach.world import World

pytestmark = pytest.mark.anyio
PATIENCE_SECONDS = 30


async def until(holds: Callable[[], bool]) -> None:
    async def wait() -> None:
        while not await asyncio.to_thread(holds):
            await asyncio.sleep(0)

    await asyncio.wait_for(wait(), PATIENCE_SECONDS)


async def test_another_knowledge_base_is_taken_up_without_an_end(world: World, tmp_path: Path) -> None:
    work = OutreachWork(world.outreach, HighWaterMark(f"sqlite:///{tmp_path}/leye.db"), None)
    running = asyncio.create_task(work.run())
    await until(lambda: is_held(world.engine, SCHEDULER, world.clock()))
    first = work._office
    fresh = replace(world.kb, campaigns={})
    # From another thread, as the watch does.
    await asyncio.to_thread(work.renew, fresh)
    await until(lambda: work._office is not first)
    assert work._outreach.kb is fresh and not running.done()
    work.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
