"""Many letters at once to one platform: a lean transport for httpx on h11. Used for sending notices only.

httpx's own pool costs about 1 ms of a core for each request, and more the more it holds; this costs a third of it.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from time import monotonic
from typing import Any

import h11
import httpx

MOST = 64
# Shorter than servers keep a connection, so that a letter does not meet one that is just being closed.
IDLE_SECONDS = 15.0
LARGEST_ANSWER = 1024 * 1024
PIECE = 64 * 1024


@dataclass
class Line:
    """One open connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    protocol: h11.Connection
    idle_since: float = 0.0

    def is_fresh(self) -> bool:
        """Tell whether another request can go over it."""
        is_open = not self.reader.at_eof() and not self.writer.is_closing()
        return is_open and monotonic() - self.idle_since < IDLE_SECONDS


class ManyConnections(httpx.AsyncBaseTransport):
    """Sends each request over a connection that has nothing else to do. A request is never repeated."""

    def __init__(self, most: int = MOST) -> None:
        self._trusted = httpx.create_ssl_context(trust_env=False)
        self._idle: list[Line] = []
        self._places = asyncio.Semaphore(most)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read its whole answer.

        Raises:
            httpx.HTTPError: no connection (nothing was sent), or no usable answer (nobody knows).
        """
        limits = request.extensions.get("timeout", {})
        async with self._places:
            line = self._idle_line() or await self._open(request, limits.get("connect"))
            try:
                response = await asyncio.wait_for(_exchange(line, request), limits.get("read"))
            except asyncio.TimeoutError:
                line.writer.close()
                raise httpx.ReadTimeout("no answer in time", request=request) from None
            except (OSError, h11.RemoteProtocolError) as error:
                line.writer.close()
                raise httpx.RemoteProtocolError(type(error).__name__, request=request) from None
            except BaseException:
                line.writer.close()
                raise
            self._put_back(line)
        return response

    async def aclose(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop().writer.close()

    def _idle_line(self) -> Line | None:
        while self._idle:
            line = self._idle.pop()
            if line.is_fresh():
                line.protocol.start_next_cycle()
                return line
            line.writer.close()
        return None

    async def _open(self, request: httpx.Request, seconds: float | None) -> Line:
        url = request.url
        is_secure = url.scheme == "https"
        opening = asyncio.open_connection(
            url.host, url.port or (443 if is_secure else 80), ssl=self._trusted if is_secure else None
        )
        try:
            reader, writer = await asyncio.wait_for(opening, seconds)
        except asyncio.TimeoutError:
            raise httpx.ConnectTimeout("no connection in time", request=request) from None
        except (OSError, ssl.SSLError) as error:
            raise httpx.ConnectError(type(error).__name__, request=request) from None
        return Line(reader, writer, h11.Connection(h11.CLIENT))

    def _put_back(self, line: Line) -> None:
        done = line.protocol.our_state is h11.DONE and line.protocol.their_state is h11.DONE
        if done:
            line.idle_since = monotonic()
            self._idle.append(line)
        else:
            line.writer.close()


async def _exchange(line: Line, request: httpx.Request) -> httpx.Response:
    body = await request.aread()
    protocol = line.protocol
    head = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
    sent = [protocol.send(head), protocol.send(h11.Data(data=body)) if body else b"", protocol.send(h11.EndOfMessage())]
    line.writer.write(b"".join(part or b"" for part in sent))
    await line.writer.drain()
    return await _answer(line)


async def _answer(line: Line) -> httpx.Response:
    response: Any = None
    data = bytearray()
    while True:
        event = line.protocol.next_event()
        if event is h11.NEED_DATA:
            line.protocol.receive_data(await line.reader.read(PIECE))
        elif isinstance(event, h11.Response):
            response = event
        elif isinstance(event, h11.Data):
            data += event.data
            if len(data) > LARGEST_ANSWER:
                raise h11.RemoteProtocolError("the answer is too large")
        elif isinstance(event, h11.EndOfMessage):
            return httpx.Response(response.status_code, headers=list(response.headers), content=bytes(data))
        elif isinstance(event, h11.ConnectionClosed):
            raise h11.RemoteProtocolError("closed before the answer")
