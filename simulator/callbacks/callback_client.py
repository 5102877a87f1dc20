"""Posts to the assistant and really disconnects at the limit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

# Shorter than the five seconds after which uvicorn closes an idle connection, so that none is used while it closes.
KEEPALIVE_SECONDS = 2.0


@dataclass(frozen=True)
class CallbackAnswer:
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
        limits = httpx.Limits(max_connections=None, keepalive_expiry=KEEPALIVE_SECONDS)
        self._transport = transport or httpx.AsyncHTTPTransport(trust_env=False, limits=limits)

    async def send(
        self, method: str, path: str, query: dict[str, str], body: bytes | None, limit: float
    ) -> CallbackAnswer:
        """Return the answer; after ``limit`` seconds of wall time the connection is cut."""
        started = asyncio.get_running_loop().time()
        target = f"{path}?{urlencode(query)}"
        try:
            status, answered = await asyncio.wait_for(self._exchange(method, target, body or b""), limit)
        except asyncio.TimeoutError:
            return CallbackAnswer(
                None, b"", _since(started), is_timeout=True, problem=f"{limit:g} 秒内没有回复，已断开"
            )
        except Exception as error:
            # In memory, whatever the assistant raises arrives here; over the network, only a broken connection does.
            return CallbackAnswer(None, b"", _since(started), problem=f"连接失败：{type(error).__name__}")
        return CallbackAnswer(status, answered, _since(started))

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    async def _exchange(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "text/xml"}
        request = httpx.Request(method, f"{self._base}{target}", content=body, headers=headers)
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()


def _since(started: float) -> int:
    return round((asyncio.get_running_loop().time() - started) * 1000)
