"""Each night is matched once, by whoever is awake, and begun again where it broke off."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot import clock
from bot.clock import SHANGHAI
from bot.jobs.matches import progress_of
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.outreach.scheduler.night import keep_matching, night_of
from bot.storage import open_database
from tests.databases import lay_out

pytestmark = pytest.mark.anyio
NIGHT = date(2026, 11, 26)


@pytest.mark.parametrize(("hour", "minute", "night"), [(1, 29, None), (1, 30, NIGHT), (5, 59, NIGHT), (6, 0, None)])
def test_a_night_is_short_after_midnight(hour: int, minute: int, night: date | None) -> None:
    assert night_of(datetime(2026, 11, 26, hour, minute, tzinfo=SHANGHAI)) == night


async def matched(answers: Sequence[bool | Exception], moments: Sequence[datetime]) -> list[date]:
    """Return the nights that were matched, one look at each moment."""
    asked: list[date] = []
    left, ended = list(moments), asyncio.Event()

    def now() -> datetime:
        if len(left) == 1:
            ended.set()
        return left.pop(0) if len(left) > 1 else left[0]

    async def match(night: date) -> bool:
        asked.append(night)
        answer = answers[len(asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    task = asyncio.create_task(keep_matching(match, now, every=0))
    await ended.wait()
    task.cancel()
    return asked


async def test_a_night_that_is_done_is_not_begun_again_and_the_next_one_is() -> None:
    two, day = datetime(2026, 11, 26, 2, tzinfo=SHANGHAI), timedelta(days=1)
    noon = two + timedelta(hours=10)
    assert await matched([False, True, True], [two, two, two, noon, two + day, noon]) == [NIGHT, NIGHT, NIGHT + day]


async def test_what_breaks_off_is_begun_again() -> None:
    two = datetime(2026, 11, 26, 2, tzinfo=SHANGHAI)
    noon = two + timedelta(hours=10)
    assert await matched([OSError(), True], [two, two, two, noon]) == [NIGHT, NIGHT]


def test_the_process_of_the_night_matches_and_ends(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/leye.db"
    lay_out(address)
    engine: Engine = open_database(address)
    until = clock.today() + timedelta(days=30)
    Seekers(engine).register("web:one", JobWish(("cleaning",), ("中北镇",)), until, clock.now())
    environment = {**os.environ, "LEYE_DATABASE_URL": address, "LEYE_SECRET": "a secret for the night 42"}
    command = [sys.executable, "-m", "bot.outreach.scheduler.night"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    progress = progress_of(engine, clock.today())
    assert progress.is_done and progress.seekers_kept == 1
    engine.dispose()
