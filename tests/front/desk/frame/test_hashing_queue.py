"""Passwords are compared a few at a time: a flood of sign-ins takes neither the memory nor the threads of the chat."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.front.desk.frame.hashing_queue import AT_A_TIME, MOST_WAITING, HashingQueue

pytestmark = pytest.mark.anyio


class Comparison:
    """Counts how many go on at the same time."""

    def __init__(self) -> None:
        self.most = self.done = self._now = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.01)
        with self._lock:
            self._now -= 1
            self.done += 1


async def test_forty_at_once_are_compared_a_few_at_a_time_and_all_get_their_turn() -> None:
    queue, comparison = HashingQueue(), Comparison()
    await asyncio.gather(*(queue.run(comparison) for _ in range(40)))
    assert comparison.most <= AT_A_TIME
    assert comparison.done == 40


async def test_a_crowd_is_known_and_goes_away() -> None:
    queue, comparison = HashingQueue(), Comparison()
    waiting = [asyncio.create_task(queue.run(comparison)) for _ in range(AT_A_TIME + MOST_WAITING)]
    await asyncio.sleep(0)
    assert queue.is_crowded
    await asyncio.gather(*waiting)
    assert not queue.is_crowded
