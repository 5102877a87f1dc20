"""The line of a conversation that several fronts share: a queue in Redis, so that its turns stay in order whichever front they come to.

Every front shows which of its tickets it still has; what a dead one left in the queue, or could not take out of it, is passed over.
Without Redis each front keeps to its own order.
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

HELD_MILLISECONDS, SHOWN_EVERY = 6_000, 2.0
LOOK_EVERY = 0.05
# A line that nobody stands in any more is forgotten.
LINE_SECONDS = 600
PREFIX = "leye:line:"
HELD = "leye:ticket:"

# KEYS[1] the line; ARGV: the ticket, where fronts show what they hold. Passes over the tickets that nobody holds any more;
# returns 1 when it is this one's turn, also when Redis has forgotten it.
IS_NEXT = """
if not redis.call('LPOS', KEYS[1], ARGV[1]) then return 1 end
while true do
  local first = redis.call('LINDEX', KEYS[1], 0)
  if first == ARGV[1] then return 1 end
  if redis.call('EXISTS', ARGV[2] .. first) == 1 then return 0 end
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
        self._is_next = redis.register_script(IS_NEXT)
        self._held: set[str] = set()
        self._showing: asyncio.Task[None] | None = None

    async def take(self, conversation: str) -> str:
        """Return a ticket for a turn, behind those taken before."""
        ticket = secrets.token_hex(16)
        self._held.add(ticket)
        try:
            if self._showing is None:
                self._showing = asyncio.create_task(self._keep_showing())
            line = PREFIX + conversation
            async with self._redis.pipeline() as together:
                together.set(HELD + ticket, 1, px=HELD_MILLISECONDS).rpush(line, ticket).expire(line, LINE_SECONDS)
                await together.execute()
        except (RedisError, OSError) as error:
            _warn(error)
        except asyncio.CancelledError:
            self._held.discard(ticket)
            raise
        return ticket

    async def wait(self, conversation: str, ticket: str) -> None:
        """Return when it is this ticket's turn."""
        try:
            while not await self._is_next(keys=[PREFIX + conversation], args=[ticket, HELD]):
                await asyncio.sleep(LOOK_EVERY)
        except (RedisError, OSError) as error:
            _warn(error)

    async def leave(self, conversation: str, ticket: str) -> None:
        """Let the next one have its turn; where Redis does not hear of it, that one has it when the ticket is no longer shown."""
        self._held.discard(ticket)
        try:
            await self._redis.lrem(PREFIX + conversation, 1, ticket)
        except (RedisError, OSError) as error:
            _warn(error)

    async def close(self) -> None:
        """Stop showing what this front holds, and close the connections."""
        if self._showing is not None:
            self._showing.cancel()
        await self._redis.close()

    async def _keep_showing(self) -> None:
        while True:
            await asyncio.sleep(SHOWN_EVERY)
            try:
                async with self._redis.pipeline(transaction=False) as together:
                    for ticket in self._held:
                        together.set(HELD + ticket, 1, px=HELD_MILLISECONDS)
                    await together.execute()
            except (RedisError, OSError) as error:
                _warn(error)


def shared_line_of(settings: Settings) -> SharedLine:
    """Return the line that these settings ask for."""
    if settings.redis_url is None:
        return OwnLine()
    return RedisLine(Redis.from_url(settings.redis_url, socket_timeout=1, socket_connect_timeout=1))


def _warn(error: Exception) -> None:
    logger.warning(
        "the order of turns is this front's own: Redis does not answer (%s); check LEYE_REDIS_URL", type(error).__name__
    )
