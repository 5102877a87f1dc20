"""How fast letters may leave: nothing by default, or a bucket in Redis that all workers draw from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

# Refills and draws in one step on the server, by the server's clock, so that no two workers count differently.
DRAW = """
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2])
local tokens = math.min(rate, tonumber(bucket[1] or rate) + (now - tonumber(bucket[2] or now)) * rate)
tokens = tokens - wanted
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('EXPIRE', KEYS[1], 60)
if tokens >= 0 then return '0' end
return tostring(-tokens / rate)
"""


class Limit(Protocol):
    """Decides when so many letters may leave."""

    async def wait(self, letters: int) -> None:
        """Return when they may."""


class NoLimit:
    """For one process: the platform's own answers are the limit."""

    async def wait(self, letters: int) -> None:
        """Return at once."""


class SharedLimit:
    """So many letters a second for all workers together.

    Args:
        redis: a client of ``redis.asyncio``.
        name: of the bucket, one for each account.
        per_second: how many.
    """

    def __init__(
        self, redis: Any, name: str, per_second: int, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._draw = redis.register_script(DRAW)
        self._name = f"leye:outreach:{name}"
        self._per_second = per_second
        self._sleep = sleep

    async def wait(self, letters: int) -> None:
        """Draw from the bucket and wait as long as it says; a draw ahead makes the next one wait longer."""
        seconds = float(await self._draw(keys=[self._name], args=[self._per_second, letters]))
        if seconds > 0:
            await self._sleep(seconds)
