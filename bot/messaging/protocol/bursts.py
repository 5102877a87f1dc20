"""The order of what one person sends: one turn at a time, and what arrives meanwhile waits, texts of a burst together as one turn."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

MOST_WAITING = 20

T = TypeVar("T")


class Bursts(Generic[T]):
    """The queues of all people of this process.

    Args:
        play: plays one turn made of one or more things; must not raise.
        merges: tells whether a thing may be read together with others, as words can and a picked choice cannot.
    """

    def __init__(self, play: Callable[[Sequence[T]], Awaitable[None]], merges: Callable[[T], bool]) -> None:
        self._play = play
        self._merges = merges
        self._waiting: dict[str, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, person: str, thing: T) -> bool:
        """Put a thing into the queue of a person; False when too many wait already."""
        queue = self._waiting.get(person)
        if queue is not None:
            if len(queue) >= MOST_WAITING:
                return False
            queue.append(thing)
            return True
        self._waiting[person] = deque([thing])
        # Owned here, not by the request: a callback that is cut off must not cut off the turn.
        task = asyncio.create_task(self._run(person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for the turns under way; called when the process stops."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    async def _run(self, person: str) -> None:
        queue = self._waiting[person]
        try:
            while queue:
                await self._play(self._next(queue))
        finally:
            del self._waiting[person]

    def _next(self, queue: deque[T]) -> Sequence[T]:
        burst = [queue.popleft()]
        while queue and self._merges(burst[0]) and self._merges(queue[0]):
            burst.append(queue.popleft())
        return burst
