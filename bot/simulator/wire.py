"""A small HTTP/1.1 client on asyncio streams, for one plain-http address. Called by the poster.

A general client costs several times as much per callback, and the simulator shares its machine with what it measures.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit

# Shorter than the five seconds after which uvicorn closes an idle connection, so that none is used while it closes.
KEEPALIVE_SECONDS = 2.0
LONGEST_HEAD = 65_536
Headers = dict[bytes, bytes]


class BadAnswer(ConnectionError):
    """What came back is not HTTP/1.1."""


@dataclass
class _Connection:
    """An open connection and when it was last used, on the loop's clock."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    used_at: float = 0.0

    def is_usable(self, now: float) -> bool:
        fresh = now - self.used_at < KEEPALIVE_SECONDS
        return fresh and not self.reader.at_eof() and not self.writer.is_closing()


class Wire:
    """Sends requests to one address and keeps its connections open between them.

    Args:
        base: ``http://host:port`` of the assistant.
    """

    def __init__(self, base: str) -> None:
        address = urlsplit(base)
        self._host = address.hostname or ""
        self._port = address.port or 80
        self._named = address.netloc
        self._path = address.path.rstrip("/")
        self._idle: deque[_Connection] = deque()

    async def exchange(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        """Return status and body; being cancelled closes the connection, so that the other end notices.

        Raises:
            OSError: no connection, a broken one, or an answer that is not HTTP.
        """
        connection = await self._connected()
        try:
            head = (
                f"{method} {self._path}{target} HTTP/1.1\r\nHost: {self._named}\r\n"
                f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            connection.writer.write(head.encode() + body)
            status, headers = await _read_head(connection.reader)
            answered = await _read_body(connection.reader, status, headers)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            connection.writer.close()
            raise BadAnswer("not an HTTP answer") from error
        except BaseException:
            # Cancelled at the limit: a real platform hangs up here.
            connection.writer.transport.abort()
            raise
        self._give_back(connection, headers)
        return status, answered

    async def close(self) -> None:
        """Close what is idle."""
        while self._idle:
            self._idle.pop().writer.close()

    async def _connected(self) -> _Connection:
        now = asyncio.get_running_loop().time()
        while self._idle:
            # The one used last is the most likely to be open still; the older ones run out behind it.
            connection = self._idle.pop()
            if connection.is_usable(now):
                return connection
            connection.writer.close()
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=LONGEST_HEAD)
        return _Connection(reader, writer)

    def _give_back(self, connection: _Connection, headers: Headers) -> None:
        now = connection.used_at = asyncio.get_running_loop().time()
        is_framed = b"content-length" in headers or b"transfer-encoding" in headers
        if headers.get(b"connection", b"").lower() == b"close" or not is_framed:
            connection.writer.close()
            return
        self._idle.append(connection)
        while self._idle and not self._idle[0].is_usable(now):
            self._idle.popleft().writer.close()


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, Headers]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).rstrip().split(b"\r\n")
    if not first.startswith(b"HTTP/1."):
        raise ValueError(first)
    pairs = (line.partition(b":") for line in lines)
    return int(first.split()[1]), {name.strip().lower(): value.strip() for name, _, value in pairs}


async def _read_body(reader: asyncio.StreamReader, status: int, headers: Headers) -> bytes:
    if status in (204, 304):
        return b""
    if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        return b"".join([chunk async for chunk in _chunks(reader)])
    if (length := headers.get(b"content-length")) is not None:
        return await reader.readexactly(int(length))
    return await reader.read()


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
    while (await reader.readuntil(b"\r\n")) != b"\r\n":
        pass
