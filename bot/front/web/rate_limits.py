"""How often one client may ask: the generic cell rate algorithm, in memory or, for several fronts, in Redis.

One number per client is kept: the moment at which its allowance would be whole again.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.front.web.http_errors import too_many
from bot.settings import RequestAllowance, Settings

logger = logging.getLogger(__name__)

MOST_REMEMBERED = 20_000
# Of signing in: a whole office may sign in at eight o'clock, a guesser gets nowhere.
TRIES_OF_AN_ADDRESS = RequestAllowance(30, 300)
TOO_OFTEN = "您发得太快了，请过一会儿再试。"

# KEYS[1] the client; ARGV: seconds of the window, seconds that one request costs. Returns the seconds to wait, or 0.
SCRIPT = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local whole_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + ARGV[2]
local wait = whole_at - now - ARGV[1]
if wait > 0.000001 then return tostring(wait) end
redis.call('SET', KEYS[1], string.format('%.6f', whole_at), 'PX', math.ceil((whole_at - now) * 1000))
return '0'
"""


class RateLimit(Protocol):
    """Counts a request of a client."""

    async def wait(self, client: str) -> float:
        """Count one request; return 0 when it may be served, else the seconds to wait before the next."""

    async def close(self) -> None:
        """Let go of connections."""


class NoRateLimit:
    """Lets everything pass; for benchmarks."""

    async def wait(self, client: str) -> float:
        """Return 0."""
        return 0.0

    async def close(self) -> None:
        """Do nothing."""


class MemoryRateLimit:
    """Counts in this process."""

    def __init__(self, allowance: RequestAllowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._window = float(allowance.seconds)
        self._cost = allowance.seconds / allowance.count
        self._clock = clock
        self._whole_at: dict[str, float] = {}

    async def wait(self, client: str) -> float:
        """Count one request."""
        now = self._clock()
        whole_at = max(self._whole_at.get(client, now), now) + self._cost
        wait = whole_at - now - self._window
        if wait > 1e-6:
            return wait
        if len(self._whole_at) >= MOST_REMEMBERED:
            self._whole_at = {name: moment for name, moment in self._whole_at.items() if moment > now}
        self._whole_at[client] = whole_at
        return 0.0

    async def close(self) -> None:
        """Do nothing."""


class RedisRateLimit:
    """Counts in Redis, for several fronts together. When Redis fails, people are served and the log says so."""

    def __init__(self, allowance: RequestAllowance, redis: Redis) -> None:
        self._arguments = (allowance.seconds, allowance.seconds / allowance.count)
        self._redis = redis
        self._script = redis.register_script(SCRIPT)

    async def wait(self, client: str) -> float:
        """Count one request."""
        try:
            return float(await self._script(keys=[f"leye:rate:{client}"], args=self._arguments))
        except (RedisError, OSError) as error:
            logger.warning("rate limit is off: Redis does not answer (%s); check LEYE_REDIS_URL", type(error).__name__)
            return 0.0

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()


def rate_limit_of(settings: Settings, allowance: RequestAllowance | None) -> RateLimit:
    """Return a limit that all fronts of an installation keep together; None: none."""
    if allowance is None:
        return NoRateLimit()
    if settings.redis_url is None:
        return MemoryRateLimit(allowance)
    redis = Redis.from_url(settings.redis_url, socket_timeout=1, socket_connect_timeout=1)
    return RedisRateLimit(allowance, redis)


async def check(limit: RateLimit, client: str) -> None:
    """Count one request of a client.

    Raises:
        Refusal: 429 with Retry-After, the allowance is used up.
    """
    wait = await limit.wait(client)
    if wait > 0:
        raise too_many("too_often", TOO_OFTEN, math.ceil(wait))


def address_client(host: str | None) -> str:
    """Return the name under which an address is counted; one household's IPv6 network counts as one."""
    try:
        address = ip_address(host or "")
    except ValueError:
        # What a client made up, passed on by a proxy that states no address, is one client and not as many as it likes.
        return "address:unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        # How an address of the old kind looks on a socket of the new one.
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address):
        return f"address:{ip_network((address, 64), strict=False)}"
    return f"address:{address}"
