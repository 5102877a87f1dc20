"""Many letters at once to one platform: several small pools of httpx side by side. Used for sending notices only.

A pool looks through all its connections for each request: one of 64 costs twice as much of a core for a letter as eight of 8.
"""

from __future__ import annotations

from itertools import cycle

import httpx

POOLS = 8
CONNECTIONS_EACH = 8
IDLE_SECONDS = 15.0


class ManyConnections(httpx.AsyncBaseTransport):
    """Spreads requests over the pools in turn. A request is never repeated."""

    def __init__(self, pools: int = POOLS, each: int = CONNECTIONS_EACH) -> None:
        limits = httpx.Limits(max_connections=each, max_keepalive_connections=each, keepalive_expiry=IDLE_SECONDS)
        self._pools = [httpx.AsyncHTTPTransport(trust_env=False, limits=limits) for _ in range(pools)]
        self._turns = cycle(self._pools)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over the next pool; raises what httpx raises."""
        return await next(self._turns).handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools:
            await pool.aclose()
