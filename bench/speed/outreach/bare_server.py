"""A bare server that takes letters as WeChat does and counts them by key, a process of its own; it keeps none of the platform's rules."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

TOKEN = {"access_token": "measured", "expires_in": 7200}


@contextmanager
def running_bare_server() -> Iterator[str]:
    """Serve while the context lasts; give the address."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.kill()
        process.join()


def serve(ready: Connection) -> None:
    """Serve until killed."""
    asyncio.run(_serve(ready))


async def _serve(ready: Connection) -> None:
    keys: dict[str, int] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                payload = json.dumps(_answer(head, body, keys)).encode()
                kind = b"content-type: application/json\r\n"
                writer.write(b"HTTP/1.1 200 OK\r\n%bcontent-length: %d\r\n\r\n%b" % (kind, len(payload), payload))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _length(head: bytes) -> int:
    _, _, after = head.lower().partition(b"content-length:")
    return int(after.split(b"\r\n", 1)[0]) if after else 0


def _answer(head: bytes, body: bytes, keys: dict[str, int]) -> object:
    if b"/counts" in head[:64]:
        return [sum(keys.values()), sum(count - 1 for count in keys.values())]
    if b"stable_token" in head[:64]:
        return TOKEN
    letter = json.loads(body)
    key = f"{letter['touser']} {letter.get('client_msg_id', '')}"
    keys[key] = keys.get(key, 0) + 1
    return {"errcode": 0, "errmsg": "ok", "msgid": len(keys)}
