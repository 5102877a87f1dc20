"""The line of a conversation that several fronts share: a queue in Redis, so that its turns stay in order whichever front they come to.

Every front shows that it lives; what a dead one has in the queue is passed over. Without Redis each front keeps to its own order.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.settings import Settings

logger = logging.getLogger(__name__)

ALIVE_SECONDS, SHOWN_EVERY = 6.0, 2.0
LOOK_EVERY = 0.05
# A line that nobody stands in any more is forgotten.
LINE_SECONDS = 600
PREFIX = "leye:line:"
ALIVE = "leye:front:"

# KEYS[1] the line; ARGV: the ticket, where fronts show that they live. Passes over the tickets of dead fronts; returns 1
# when it is this one's turn, also when Redis has forgotten it.
IS_NEXT = """
if not redis.call('LPOS', KEYS[1], ARGV[1]) then return 1 end
while true do
  local first = redis.call('LINDEX', KEYS[1], 0)
  if first == ARGV[1] then return 1 end
  local front = string.match(first, '^[^:]+')
  if redis.call('EXISTS', ARGV[2] .. front) == 1 then return 0 end
  redis.call('LPOP', KEYS[1])
end
"""


class SharedLine(Protocol):
    """Tickets for turns of a conversation."""

    async def take(self, conversation: str) -> str:
        """Return a ticket for a turn, behind those taken before."""

    async def wait(self, conversation: str, ticket: str) -> None:
        """Return when it is this ticket's turn."""

    async def leave(self, conversation: str, ticket: str) -> None:
        """Let the next one have its turn."""

    async def close(self) -> None:
        """Let go of connections."""


class OwnLine:
    """Of one front by itself: the order of this process is all there is."""

    async def take(self, conversation: str) -> str:
        """Return no ticket."""
        return ""

    async def wait(self, conversation: str, ticket: str) -> None:
        """Return at once."""

    async def leave(self, conversation: str, ticket: str) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""


class RedisLine:
    """The line of several fronts together. When Redis fails, each keeps to its own order and the log says so."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._front = secrets.token_hex(8)
        self._is_next = redis.register_script(IS_NEXT)
        self._showing: asyncio.Task[None] | None = None

    async def take(self, conversation: str) -> str:
        """Return a ticket for a turn, behind those taken before."""
        ticket = f"{self._front}:{secrets.token_hex(8)}"
        try:
            if self._showing is None:
                await self._show()
                self._showing = asyncio.create_task(self._keep_showing())
            line = PREFIX + conversation
            await self._redis.rpush(line, ticket)
            await self._redis.expire(line, LINE_SECONDS)
        except (RedisError, OSError) as error:
            _warn(error)
        return ticket

    async def wait(self, conversation: str, ticket: str) -> None:
        """Return when it is this ticket's turn."""
        try:
            while not await self._is_next(keys=[PREFIX + conversation], args=[ticket, ALIVE]):
                await asyncio.sleep(LOOK_EVERY)
        except (RedisError, OSError) as error:
            _warn(error)

    async def leave(self, conversation: str, ticket: str) -> None:
        """Let the next one have its turn."""
        try:
            await self._redis.lrem(PREFIX + conversation, 1, ticket)
        except (RedisError, OSError) as error:
            _warn(error)

    async def close(self) -> None:
        """Stop showing that this front lives, and close the connections."""
        if self._showing is not None:
            self._showing.cancel()
        await self._redis.close()

    async def _keep_showing(self) -> None:
        while True:
            await asyncio.sleep(SHOWN_EVERY)
            try:
                await self._show()
            except (RedisError, OSError) as error:
                _warn(error)

    async def _show(self) -> None:
        await self._redis.set(ALIVE + self._front, 1, px=int(ALIVE_SECONDS * 1000))


def shared_line_of(settings: Settings) -> SharedLine:
    """Return the line that these settings ask for."""
    if settings.redis_url is None:
        return OwnLine()
    return RedisLine(Redis.from_url(settings.redis_url, socket_timeout=1, socket_connect_timeout=1))


def _warn(error: Exception) -> None:
    logger.warning(
        "the order of turns is this front's own: Redis does not answer (%s); check LEYE_REDIS_URL", type(error).__name__
    )
