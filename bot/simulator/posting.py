"""Posts to the assistant without a client's overhead, and really disconnects at the limit. Called by the delivery."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import cycle

import httpx

# httpcore looks through a pool's connections for every request; several small pools keep that short under load.
POOLS = 8
# Shorter than the five seconds after which uvicorn closes an idle connection, so that none is used while it closes.
KEEPALIVE_SECONDS = 2.0


@dataclass(frozen=True)
class Answer:
    """What came back: status and body, or neither when nothing did; ``problem`` says why."""

    status: int | None
    body: bytes
    milliseconds: int
    is_timeout: bool = False
    problem: str | None = None


class Poster:
    """Sends requests to one base address.

    Args:
        base: e.g. ``http://127.0.0.1:8000``.
        transport: how to reach it, when not over the network (tests).
    """

    def __init__(self, base: str, transport: httpx.AsyncBaseTransport | None) -> None:
        self._base = base.rstrip("/")
        self._transports = [transport] if transport else _pools()
        self._next = cycle(self._transports)

    async def send(self, method: str, path: str, query: dict[str, str], body: bytes | None, limit: float) -> Answer:
        """Return the answer; after ``limit`` seconds of wall time the connection is cut."""
        started = asyncio.get_running_loop().time()
        request = httpx.Request(
            method, f"{self._base}{path}", params=query, content=body, headers={"Content-Type": "text/xml"}
        )
        try:
            status, answered = await asyncio.wait_for(self._exchange(request), limit)
        except asyncio.TimeoutError:
            return Answer(None, b"", _since(started), is_timeout=True, problem=f"{limit:g} 秒内没有回复，已断开")
        except Exception as error:
            # In memory, whatever the assistant raises arrives here; over the network, only httpx's own errors do.
            return Answer(None, b"", _since(started), problem=f"连接失败：{type(error).__name__}")
        return Answer(status, answered, _since(started))

    async def close(self) -> None:
        """Close every connection."""
        for transport in self._transports:
            await transport.aclose()

    async def _exchange(self, request: httpx.Request) -> tuple[int, bytes]:
        response = await next(self._next).handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()


def _since(started: float) -> int:
    return round((asyncio.get_running_loop().time() - started) * 1000)


def _pools() -> list[httpx.AsyncBaseTransport]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50, keepalive_expiry=KEEPALIVE_SECONDS)
    context = httpx.create_ssl_context()
    return [httpx.AsyncHTTPTransport(verify=context, limits=limits) for _ in range(POOLS)]
