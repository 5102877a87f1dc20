"""Connections are kept, and no more than there may be; whatever a server does, no request is repeated."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.outreach.sending.connections import CONNECTIONS, ManyConnections

pytestmark = pytest.mark.anyio

Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Server:
    """Reads requests and lets a test answer them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.requests: list[bytes] = []
        self.connections = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
                self.requests.append(head + await reader.readexactly(length))
                await self._answer(self.requests[-1], writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@asynccontextmanager
async def talking_to(answer: Answer, **patience: float) -> AsyncIterator[tuple[Server, httpx.AsyncClient]]:
    server = Server(answer)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    transport = ManyConnections()
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=httpx.Timeout(60, **patience), trust_env=False
    ) as client:
        yield server, client
    listening.close()


def always(*pieces: bytes, close: bool = False) -> Answer:
    async def answer(_request: bytes, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        if close:
            writer.close()

    return answer


async def test_a_request_arrives_whole_and_its_answer_too() -> None:
    async with talking_to(always(OK)) as (server, client):
        response = await client.post("/a", params={"q": "您好"}, content="发给您".encode())
    assert (response.status_code, response.text) == (200, "ok")
    assert server.requests[0].startswith(b"POST /a?q=%E6%82%A8%E5%A5%BD HTTP/1.1\r\n")
    assert server.requests[0].endswith("发给您".encode())


async def test_a_connection_is_kept_for_the_next_one() -> None:
    async with talking_to(always(OK)) as (server, client):
        for _ in range(24):
            await client.get("/")
    assert (len(server.requests), server.connections) == (24, 1)


async def test_no_more_connections_are_open_than_there_may_be() -> None:
    async with talking_to(always(OK)) as (server, client):
        await asyncio.gather(*(client.get("/") for _ in range(3 * CONNECTIONS)))
    assert len(server.requests) == 3 * CONNECTIONS
    assert server.connections <= CONNECTIONS


async def test_a_connection_that_the_server_closed_is_opened_anew_and_what_was_sent_over_it_is_not_sent_again() -> None:
    async with talking_to(always(b"", close=True)) as (server, client):
        for _ in range(2):
            with pytest.raises(httpx.RemoteProtocolError):
                await client.post("/", content=b"letter")
    assert (len(server.requests), server.connections) == (2, 2)


async def test_many_at_once_use_many_connections() -> None:
    async with talking_to(always(OK)) as (server, client):
        await asyncio.gather(*(client.get("/") for _ in range(10)))
    assert (len(server.requests), server.connections) == (10, 10)


@pytest.mark.parametrize("broken", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", b"nonsense\r\n\r\n"])
async def test_a_broken_answer_is_an_error_and_the_request_is_not_repeated(broken: bytes) -> None:
    async with talking_to(always(broken, close=True)) as (server, client):
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/")
    assert len(server.requests) == 1


async def test_an_answer_that_does_not_come_is_a_timeout() -> None:
    async with talking_to(always(b""), read=0.05) as (server, client):
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/")
    assert len(server.requests) == 1


async def test_no_server_is_a_connection_error_so_that_it_may_be_tried_again() -> None:
    async with httpx.AsyncClient(transport=ManyConnections(), trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:1/")
