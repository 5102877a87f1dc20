"""One line per conversation: its turns are played strictly in order of arrival, and a hung-up client loses none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.front.turns.shared_line import OwnLine, SharedLine
from bot.front.web.http_errors import too_many
from bot.wording.office import chat as say

LONGEST_LINE = 100

T = TypeVar("T")


@dataclass
class _Line:
    entrance: asyncio.Lock = field(default_factory=asyncio.Lock)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class TurnLines:
    """The lines of all conversations of this process.

    Args:
        shared: the line that other fronts stand in, too.
    """

    def __init__(self, longest: int = LONGEST_LINE, shared: SharedLine | None = None) -> None:
        self._longest = longest
        self._shared = shared or OwnLine()
        self._lines: dict[str, _Line] = {}
        self._tasks: set[asyncio.Task[object]] = set()

    async def play(self, conversation: str, turn: Callable[[], Awaitable[T]]) -> T:
        """Play a turn after those before it; it is played to its end even when the caller is cancelled.

        Raises:
            Refusal: 429, one turn is being played and ``longest`` wait already.
        """
        line = self._lines.setdefault(conversation, _Line())
        if line.length > self._longest:
            raise too_many("line_is_full", say.LINE_IS_FULL, retry_after=5)
        line.length += 1
        task = asyncio.create_task(self._play_in_line(conversation, line, turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for the turns under way; called when the process stops, and closes the shared line."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        await self._shared.close()

    async def _play_in_line(self, conversation: str, line: _Line, turn: Callable[[], Awaitable[T]]) -> T:
        try:
            # Waiters of an asyncio.Lock are served first come, first served; tasks start in order of creation.
            async with line.entrance:
                ticket = await self._shared.take(conversation)
            try:
                async with line.lock:
                    await self._shared.wait(conversation, ticket)
                    return await turn()
            finally:
                await self._shared.leave(conversation, ticket)
        finally:
            line.length -= 1
            if line.length == 0:
                del self._lines[conversation]
