"""Posts to the assistant without a client's overhead, and really disconnects at the limit. Called by the delivery."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from bot.simulator.wire import Wire


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
        self._wire = Wire(base) if transport is None and base.startswith("http://") else None
        self._transport = transport

    async def send(self, method: str, path: str, query: dict[str, str], body: bytes | None, limit: float) -> Answer:
        """Return the answer; after ``limit`` seconds of wall time the connection is cut."""
        started = asyncio.get_running_loop().time()
        target = f"{path}?{urlencode(query)}"
        try:
            status, answered = await asyncio.wait_for(self._exchange(method, target, body or b""), limit)
        except asyncio.TimeoutError:
            return Answer(None, b"", _since(started), is_timeout=True, problem=f"{limit:g} 秒内没有回复，已断开")
        except Exception as error:
            # In memory, whatever the assistant raises arrives here; over the network, only a broken connection does.
            return Answer(None, b"", _since(started), problem=f"连接失败：{type(error).__name__}")
        return Answer(status, answered, _since(started))

    async def close(self) -> None:
        """Close every connection."""
        if self._wire is not None:
            await self._wire.close()
        if self._transport is not None:
            await self._transport.aclose()

    async def _exchange(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        if self._wire is not None:
            return await self._wire.exchange(method, target, body)
        if self._transport is None:
            self._transport = httpx.AsyncHTTPTransport()
        headers = {"Content-Type": "text/xml"}
        request = httpx.Request(method, f"{self._base}{target}", content=body, headers=headers)
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()


def _since(started: float) -> int:
    return round((asyncio.get_running_loop().time() - started) * 1000)
