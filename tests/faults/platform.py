"""A platform of the harness's own: a tiny HTTP server in a process of its own that counts what it took, by key. Some answers get lost."""

from __future__ import annotations

import asyncio
import json
import random
from multiprocessing.connection import Connection

import httpx

from bot.messaging.messenger import Letter, Receipt
from bot.messaging.reactions import PlatformRefusal, Reaction

# Shares of the letters: refused by a crash before it took them, after it took them, answered too late.
CRASHES_BEFORE, CRASHES_AFTER, LATE = 0.02, 0.02, 0.01
PATIENCE_SECONDS = 0.4
LATE_SECONDS = 0.8


def serve(ready: Connection, seed: int) -> None:
    """Serve until killed; tell the port through ``ready``."""
    asyncio.run(_serve(ready, random.Random(seed)))


async def _serve(ready: Connection, chance: random.Random) -> None:
    counts: dict[str, int] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0
                )
                body = await reader.readexactly(length)
                status, said = await _take(counts, chance, head, body)
                payload = json.dumps(said).encode()
                writer.write(b"HTTP/1.1 %d x\r\ncontent-length: %d\r\n\r\n" % (status, len(payload)) + payload)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _take(counts: dict[str, int], chance: random.Random, head: str, body: bytes) -> tuple[int, object]:
    if head.startswith("GET"):
        return 200, counts
    fate = chance.random()
    if fate < CRASHES_BEFORE:
        return 500, {}
    await asyncio.sleep(chance.random() * 0.02)
    key = json.loads(body)["key"]
    counts[key] = counts.get(key, 0) + 1
    if fate < CRASHES_BEFORE + CRASHES_AFTER:
        return 500, {}
    if fate < CRASHES_BEFORE + CRASHES_AFTER + LATE:
        await asyncio.sleep(LATE_SECONDS)
    return 200, {"errcode": 0, "msgid": key}


class HttpMessenger:
    """Hands letters to that platform."""

    def __init__(self, port: int) -> None:
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_SECONDS, trust_env=False)

    async def send(self, letter: Letter) -> Receipt:
        try:
            answer = await self._client.post("/send", json={"key": letter.key})
        except httpx.ConnectError as error:
            raise PlatformRefusal(Reaction.RETRY, None, "no connection") from error
        except httpx.HTTPError as error:
            raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, type(error).__name__) from error
        if answer.status_code != httpx.codes.OK:
            raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, str(answer.status_code))
        return Receipt(answer.json()["msgid"])
