"""One line per conversation: its turns are played strictly in order of arrival, and a hung-up client loses none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.front.web.http_errors import too_many

LONGEST_LINE = 100
LINE_IS_FULL = "您发得太快了，前面的问题还在答。请稍等一会儿再发。"

T = TypeVar("T")


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class TurnLines:
    """The lines of all conversations of this process."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._longest = longest
        self._lines: dict[str, _Line] = {}
        self._tasks: set[asyncio.Task[object]] = set()

    async def play(self, conversation: str, turn: Callable[[], Awaitable[T]]) -> T:
        """Play a turn after those before it; it is played to its end even when the caller is cancelled.

        Raises:
            Refusal: 429, one turn is being played and ``longest`` wait already.
        """
        line = self._lines.setdefault(conversation, _Line())
        if line.length > self._longest:
            raise too_many("line_is_full", LINE_IS_FULL, retry_after=5)
        line.length += 1
        task = asyncio.create_task(self._play_in_line(conversation, line, turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for the turns under way; called when the process stops."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    async def _play_in_line(self, conversation: str, line: _Line, turn: Callable[[], Awaitable[T]]) -> T:
        try:
            # Waiters of an asyncio.Lock are served first come, first served; tasks start in order of creation.
            async with line.lock:
                return await turn()
        finally:
            line.length -= 1
            if line.length == 0:
                del self._lines[conversation]
