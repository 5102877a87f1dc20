"""Many turns at once: some are asked, the others wait in order and lose nothing; whoever asks whether all is well waits for nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.conversation import IncomingMessage
from bot.front.turns.dialogue_client import AT_ONCE, DialogueClient
from devservers import free_port

MANY = 200

REPLY = {"text": "好", "outcome": "small_talk", "on": "2026-11-25"}


class HeldDialogue:
    """A dialogue process that answers no turn until it is let go."""

    def __init__(self) -> None:
        self.held = asyncio.Event()
        self.under_way = self.most = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        while head := await self._head(reader):
            length = next((int(line[15:]) for line in head if line.lower().startswith(b"content-length:")), 0)
            await reader.readexactly(length)
            if head[0].startswith(b"POST"):
                await self._hold()
            body = json.dumps({"replies": [REPLY], "model": True, "actions": True}).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        writer.close()

    async def _hold(self) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await self.held.wait()
        self.under_way -= 1

    async def _head(self, reader: asyncio.StreamReader) -> list[bytes]:
        try:
            return (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        except asyncio.IncompleteReadError:
            return []


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[HeldDialogue, DialogueClient]]:
    dialogue = HeldDialogue()
    server = await asyncio.start_server(dialogue.serve, "127.0.0.1", 0)
    client = DialogueClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "a secret for tests")
    yield dialogue, client
    await client.close()
    server.close()


async def until_all_are_asked(dialogue: HeldDialogue) -> None:
    while dialogue.under_way < AT_ONCE:
        await asyncio.sleep(0.01)


@pytest.mark.anyio
async def test_two_hundred_at_once_are_all_answered_and_never_more_are_asked_than_there_is_room_for() -> None:
    async with talking() as (dialogue, client):
        asked = [asyncio.create_task(client.turn(IncomingMessage(str(place), "在吗"), None)) for place in range(MANY)]
        await until_all_are_asked(dialogue)
        dialogue.held.set()
        answers = await asyncio.gather(*asked)
    assert [answer[0].text for answer in answers] == ["好"] * MANY
    assert dialogue.most == AT_ONCE


@pytest.mark.anyio
async def test_whether_it_is_ready_is_told_at_once_however_many_wait() -> None:
    async with talking() as (dialogue, client):
        asked = [asyncio.create_task(client.turn(IncomingMessage(str(place), "在吗"), None)) for place in range(MANY)]
        await until_all_are_asked(dialogue)
        readiness = await client.readiness()
        dialogue.held.set()
        await asyncio.gather(*asked)
    assert readiness.is_reachable
    assert readiness.actions


@pytest.mark.anyio
async def test_where_nobody_listens_for_a_moment_the_turn_waits_and_is_played_once() -> None:
    dialogue, port = HeldDialogue(), free_port()
    dialogue.held.set()
    client = DialogueClient(f"http://127.0.0.1:{port}", "a secret for tests")
    asked = asyncio.create_task(client.turn(IncomingMessage("1", "在吗"), None))
    # Long enough for the first try to be refused.
    done, _ = await asyncio.wait([asked], timeout=0.2)
    server = await asyncio.start_server(dialogue.serve, "127.0.0.1", port)
    assert not done
    assert [reply.text for reply in await asked] == ["好"]
    await client.close()
    server.close()
