"""The connection to the assistant: framing, reuse, and really hanging up, against a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.simulator.posting import Poster
from bot.simulator.wire import Wire

pytestmark = pytest.mark.anyio

Answering = Callable[[bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
FINE = b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nsuccess"


class Server:
    """Reads requests and lets a test answer them."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.base = ""

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(length))
                await self.answering(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(answering: Answering) -> AsyncIterator[Server]:
    server = Server(answering)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()


def writing(answer: bytes) -> Answering:
    async def write(_head: bytes, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return write


async def test_a_request_says_where_it_goes_and_how_long_it_is() -> None:
    async with serving(writing(FINE)) as server:
        wire = Wire(f"{server.base}/below/")
        assert await wire.exchange("POST", "/channels/wechat?nonce=1", "你好".encode()) == (200, b"success")
        await wire.close()
    assert server.heads[0].startswith(b"POST /below/channels/wechat?nonce=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert server.bodies == ["你好".encode()]


async def test_a_connection_is_used_again() -> None:
    async with serving(writing(FINE)) as server:
        wire = Wire(server.base)
        for _ in range(3):
            await wire.exchange("POST", "/", b"x")
        await wire.close()
    assert server.connections == 1


async def test_many_at_once_each_get_their_own_answer() -> None:
    async def echo(_head: bytes, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = server.bodies[-1]
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))

    async with serving(echo) as server:
        wire = Wire(server.base)
        bodies = [str(number).encode() for number in range(100)]
        answers = await asyncio.gather(*[wire.exchange("POST", "/", body) for body in bodies])
        await wire.close()
    assert [body for _, body in answers] == bodies


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsuc\r\n4;x=1\r\ncess\r\n0\r\n\r\n",
            (200, b"success"),
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length:0\r\n\r\n", (403, b"")),
    ],
)
async def test_every_framing_is_understood(answer: bytes, expected: tuple[int, bytes]) -> None:
    async with serving(writing(answer)) as server:
        wire = Wire(server.base)
        assert await wire.exchange("POST", "/", b"") == expected
        await wire.close()


async def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    async def write(_head: bytes, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nsuccess")
        writer.close()

    async with serving(write) as server:
        wire = Wire(server.base)
        assert await wire.exchange("POST", "/", b"") == (200, b"success")
        assert await wire.exchange("POST", "/", b"") == (200, b"success")
    assert server.connections == 2


@pytest.mark.parametrize("answer", [b"SSH-2.0\r\n\r\n", b"HTTP/1.1 what\r\n\r\n"])
async def test_what_is_no_http_is_a_broken_connection(answer: bytes) -> None:
    async with serving(writing(answer)) as server:
        with pytest.raises(ConnectionError):
            await Wire(server.base).exchange("POST", "/", b"")


async def test_a_cut_answer_is_a_broken_connection() -> None:
    async def write(_head: bytes, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(FINE[:-3])
        writer.close()

    async with serving(write) as server:
        answer = await Poster(server.base, None).send("POST", "/", {}, b"", 5)
    assert (answer.status, answer.problem) == (None, "连接失败：BadAnswer")


async def test_at_the_limit_the_other_end_sees_the_connection_closed() -> None:
    seen: asyncio.Future[bytes | Exception] = asyncio.get_running_loop().create_future()

    async def wait(_head: bytes, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        try:
            seen.set_result(await reader.read())
        except ConnectionError as error:
            seen.set_result(error)

    async with serving(wait) as server:
        answer = await Poster(server.base, None).send("POST", "/", {}, b"", 0.05)
        ended = await asyncio.wait_for(seen, 5)
    assert (answer.is_timeout, answer.problem) == (True, "0.05 秒内没有回复，已断开")
    assert ended == b"" or isinstance(ended, ConnectionError)


async def test_nobody_listening_is_a_problem_and_no_exception() -> None:
    async with serving(writing(FINE)) as server:
        pass
    answer = await Poster(server.base, None).send("POST", "/", {}, b"", 5)
    assert (answer.status, answer.problem) == (None, "连接失败：ConnectionRefusedError")
