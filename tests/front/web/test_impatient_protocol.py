"""A request that does not arrive in time ends its connection; one that is answered slowly does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from bot.front.web.impatient_protocol import ImpatientProtocol
from devservers import free_port

HEAD = b"POST /api/chat/messages HTTP/1.1\r\nHost: front\r\nContent-Length: 10\r\n"


class HastyProtocol(ImpatientProtocol):
    """The same in a hurry."""

    head_seconds = body_seconds = 0.2
    upload_seconds = 60.0


async def read_all(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer once the whole request is there, and later than a request may take."""
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(2 * HastyProtocol.body_seconds)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    port = free_port()
    config = uvicorn.Config(read_all, port=port, http=HastyProtocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()
    server.should_exit = True
    await serving


@pytest.mark.anyio
@pytest.mark.parametrize("sent", [b"", b"POST /api", HEAD, HEAD + b"\r\n", HEAD + b"\r\n12345"])
async def test_what_stops_half_way_is_ended(sent: bytes) -> None:
    async with connected() as (reader, writer):
        writer.write(sent)
        assert await reader.read() == b""


@pytest.mark.anyio
async def test_what_is_whole_is_answered_however_long_that_takes_and_may_ask_again() -> None:
    async with connected() as (reader, writer):
        for _ in range(2):
            writer.write(HEAD + b"\r\n1234567890")
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")


@pytest.mark.anyio
async def test_a_list_of_people_may_take_longer() -> None:
    async with connected() as (reader, writer):
        writer.write(HEAD.replace(b"/api/chat/messages", b"/desk/people") + b"\r\n12345")
        await asyncio.sleep(2 * HastyProtocol.body_seconds)
        writer.write(b"67890")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
