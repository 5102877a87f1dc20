"""Whether a delivery was seen before: the first look, before any work. Behind it stands the ledger, whose key holds in any case."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# WeChat sends again for 15 seconds; a slow network adds some.
SECONDS = 300
MOST_REMEMBERED = 100_000


class Deduplication(Protocol):
    """Remembers keys for a while."""

    async def is_first(self, key: str) -> bool:
        """Tell, once, that a key is new."""

    async def forget(self, key: str) -> None:
        """Let a key be new again, because nothing came of the first delivery."""


class MemoryDeduplication:
    """Remembers in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def is_first(self, key: str) -> bool:
        """Tell whether a key is new."""
        now = self._clock()
        while self._seen and (next(iter(self._seen.values())) < now - SECONDS or len(self._seen) >= MOST_REMEMBERED):
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = now
        return True

    async def forget(self, key: str) -> None:
        """Let a key be new again."""
        self._seen.pop(key, None)


class RedisDeduplication:
    """Remembers in Redis, for several processes. When Redis fails, the ledger alone decides."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def is_first(self, key: str) -> bool:
        """Tell whether a key is new; True when Redis does not answer."""
        try:
            return bool(await self._redis.set(f"leye:seen:{key}", "1", nx=True, ex=SECONDS))
        except (RedisError, OSError) as error:
            logger.warning("deduplication is left to the database: %s; check LEYE_REDIS_URL", type(error).__name__)
            return True

    async def forget(self, key: str) -> None:
        """Let a key be new again."""
        try:
            await self._redis.delete(f"leye:seen:{key}")
        except (RedisError, OSError):
            logger.warning("a key stays in Redis until it expires")


def deduplication_for(redis_url: str | None) -> tuple[Redis | None, Deduplication]:
    """Return what remembers for one door: in Redis, whose connection the door closes, or in this process."""
    if redis_url is None:
        return None, MemoryDeduplication()
    redis = Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1)
    return redis, RedisDeduplication(redis)
