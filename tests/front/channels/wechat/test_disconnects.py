"""A platform that hangs up on a real connection: uvicorn tells nobody, and the answer is pushed all the same. Case T4."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from sqlalchemy.engine import Engine

from bot.front.channels.intake import Intake
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import pushed, settled, turns_begun
from tests.front.channels.wechat.peer import PATH, Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = pytest.mark.anyio


@pytest.fixture
async def port(switchboard: Switchboard) -> AsyncIterator[int]:
    """Give the port of the assistant on loopback, served as in production."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(switchboard.app, access_log=False, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    yield listening.getsockname()[1]
    server.should_exit = True
    await serving


async def post(port: int, peer: Peer, plain: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Post over a connection of one's own."""
    envelope = peer.close(plain)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {PATH}?{urlencode(peer.sealed_query(envelope))} HTTP/1.1\r\nHost: front\r\n"
    writer.write(f"{head}Content-Length: {len(envelope.encode())}\r\n\r\n{envelope}".encode())
    await writer.drain()
    return reader, writer


async def test_t4_a_connection_cut_while_the_turn_runs_gets_its_answer_pushed_once(
    port: int, peer: Peer, phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    turns = len(dialogue.turns)
    dialogue.gate = asyncio.Event()
    message = of_peer.text("社保补贴", phone.openid)
    _, writer = await post(port, peer, message)
    await turns_begun(dialogue, turns + 1)
    writer.close()
    await writer.wait_closed()
    # WeChat delivers again on a new connection; that is a repetition and brings nothing.
    reader, writer = await post(port, peer, message)
    assert (await reader.readuntil(b"success")).startswith(b"HTTP/1.1 200")
    writer.close()
    dialogue.gate.set()
    assert (await settled(engine))["text", "answered", "pushed"] == 1
    assert len(dialogue.turns) == turns + 1
    assert len(await pushed(phone)) == 1


async def test_t1_a_connection_that_stays_gets_its_answer_in_it(
    port: int, peer: Peer, phone: Phone, engine: Engine
) -> None:
    reader, writer = await post(port, peer, of_peer.text("社保补贴", phone.openid))
    assert b"<Encrypt>" in await reader.readuntil(b"</xml>")
    writer.close()
    assert (await settled(engine))["text", "answered", "passive"] == 1
    assert await pushed(phone) == []


async def test_what_was_written_down_is_pushed_though_the_platform_hung_up_meanwhile(
    phone: Phone, peer: Peer, engine: Engine, dialogue: FakeDialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, gate, take = asyncio.Event(), asyncio.Event(), Intake.take
    turns = len(dialogue.turns)

    async def held_up(intake: Intake[Any], inbound: Any) -> Any:
        taken = await take(intake, inbound)
        written.set()
        await gate.wait()
        return taken

    monkeypatch.setattr(Intake, "take", held_up)
    call = asyncio.create_task(peer.post(of_peer.text("社保补贴", phone.openid)))
    await written.wait()
    call.cancel()
    with suppress(asyncio.CancelledError):
        await call
    gate.set()
    assert not [state for _, state, _ in await settled(engine) if state == "open"]
    assert len(dialogue.turns) == turns + 1
    assert len(await pushed(phone)) == 1
