"""Comparing passwords costs memory and time on purpose, so only a few are compared at a time; the others wait where they cost nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

# 64 MiB each, and a thread of those that the chat needs.
AT_A_TIME = 2
MOST_WAITING = 40

T = TypeVar("T")


class HashingQueue:
    """The queue of one process, served in order of arrival."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_A_TIME)
        self._length = 0

    @property
    def is_crowded(self) -> bool:
        """Tell whether so many wait that nobody else should."""
        return self._length >= AT_A_TIME + MOST_WAITING

    async def run(self, compare: Callable[..., T], *arguments: object) -> T:
        """Compare when it is one's turn."""
        self._length += 1
        try:
            async with self._places:
                return await run_in_threadpool(compare, *arguments)
        finally:
            self._length -= 1
