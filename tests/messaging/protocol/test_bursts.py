"""One person's turns follow each other, other people's do not wait, and texts of a burst are one turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.messaging.protocol.bursts import MOST_WAITING, Bursts

pytestmark = pytest.mark.anyio


class Stage:
    """Notes what is played; the gate holds plays back."""

    def __init__(self) -> None:
        self.played: list[list[str]] = []
        self.gate = asyncio.Event()
        self.bursts: Bursts[str] = Bursts(self._play, lambda thing: not thing.startswith("tap"))

    async def _play(self, burst: Sequence[str]) -> None:
        self.played.append(list(burst))
        await self.gate.wait()

    async def finish(self) -> None:
        self.gate.set()
        await self.bursts.finish(10)


async def test_t5_what_arrives_meanwhile_is_one_turn_in_order() -> None:
    stage = Stage()
    assert stage.bursts.add("a", "1")
    await asyncio.sleep(0)
    assert all(stage.bursts.add("a", thing) for thing in ("2", "3", "4"))
    await stage.finish()
    assert stage.played == [["1"], ["2", "3", "4"]]


async def test_t5_a_tap_is_read_alone_and_keeps_its_place() -> None:
    stage = Stage()
    for thing in ("1", "2", "tap 3", "tap 4", "5", "6"):
        stage.bursts.add("a", thing)
    await stage.finish()
    assert stage.played == [["1", "2"], ["tap 3"], ["tap 4"], ["5", "6"]]


async def test_nobody_waits_for_someone_else() -> None:
    stage = Stage()
    stage.bursts.add("a", "1")
    stage.bursts.add("b", "2")
    await asyncio.sleep(0)
    assert stage.played == [["1"], ["2"]]
    await stage.finish()


async def test_too_many_are_refused_and_those_before_are_played() -> None:
    stage = Stage()
    stage.bursts.add("a", "first")
    await asyncio.sleep(0)
    assert all(stage.bursts.add("a", str(number)) for number in range(MOST_WAITING))
    assert not stage.bursts.add("a", "one too many")
    await stage.finish()
    assert stage.played == [["first"], [str(number) for number in range(MOST_WAITING)]]


async def test_a_queue_that_ran_empty_begins_anew() -> None:
    stage = Stage()
    stage.bursts.add("a", "1")
    await stage.finish()
    assert stage.bursts.add("a", "2")
    await stage.finish()
    assert stage.played == [["1"], ["2"]]


async def test_t4_a_turn_outlives_the_task_that_brought_it() -> None:
    stage = Stage()

    async def callback() -> None:
        stage.bursts.add("a", "1")
        await asyncio.Event().wait()

    task = asyncio.create_task(callback())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await stage.finish()
    assert stage.played == [["1"]]


async def test_finishing_gives_up_after_its_time() -> None:
    stage = Stage()
    stage.bursts.add("a", "1")
    await stage.bursts.finish(0)
    await stage.finish()
