"""The private channel: who may use it, what becomes of words and choices, and what front is told when actions fail."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.dialogue.front_channel import FrontChannel, spoken
from bot.front.turns.dialogue_client import channel_key
from devservers.ports import free_port

SECRET = "a secret for tests only"
REPLY = {
    "text": "最高四分之三。",
    "outcome": "answered",
    "choices": [{"label": "要带什么材料", "intent": "ask_materials", "entities": {"policy": "loan"}}],
}


@dataclass
class StandIn:
    """Stands in for Rasa behind the channel: hears messages and gives these replies."""

    heard: list[UserMessage] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=lambda: [REPLY])

    async def on_new_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        for reply in self.replies:
            await message.output_channel.send_custom_json(message.sender_id, dict(reply))


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, StandIn]]:
    """Serve the channel on the loopback interface, as Rasa does. Sanic 21 can do so only once in a process."""
    stand_in, port, loop = StandIn(), free_port(), asyncio.new_event_loop()
    app = Sanic("test_front_channel", configure_logging=False)
    app.blueprint(FrontChannel.from_credentials({"secret": SECRET}).blueprint(stand_in.on_new_message))

    async def start() -> None:
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        assert server is not None
        await server.startup()

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{port}", stand_in
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def rasa(served: tuple[str, StandIn]) -> StandIn:
    """Give the stand-in as it was at first."""
    stand_in = served[1]
    stand_in.heard, stand_in.replies = [], [REPLY]
    return stand_in


@pytest.fixture
def front(served: tuple[str, StandIn], rasa: StandIn) -> Iterator[httpx.Client]:
    """Give a client that knows the key of the channel."""
    headers = {"Authorization": f"Bearer {channel_key(SECRET)}"}
    with httpx.Client(base_url=served[0], headers=headers, trust_env=False) as client:
        yield client


def turn(client: httpx.Client, **said: Any) -> httpx.Response:
    return client.post("/turn", json={"conversation": "web:a", **said})


def test_a_turn_is_played_in_its_conversation_and_choices_become_payloads(front: httpx.Client, rasa: StandIn) -> None:
    [reply] = turn(front, text="能领多少", on="2022-07-01").json()["replies"]
    assert reply["choices"] == [{"label": "要带什么材料", "payload": '/ask_materials{"policy": "loan"}'}]
    [message] = rasa.heard
    assert (message.sender_id, message.text, message.metadata) == ("web:a", "能领多少", {"on": "2022-07-01"})


@pytest.mark.parametrize("text", ["/restart", "/ask_amount{}", "  /back"])
def test_a_slash_of_a_person_is_text(front: httpx.Client, rasa: StandIn, text: str) -> None:
    turn(front, text=text)
    assert rasa.heard[0].text == "\uff0f" + text.strip()[1:] == spoken(text)


def test_a_picked_choice_reaches_rasa_as_its_payload(front: httpx.Client, rasa: StandIn) -> None:
    turn(front, payload='/ask_materials{"policy": "loan"}')
    assert rasa.heard[0].text == '/ask_materials{"policy": "loan"}'


@pytest.mark.parametrize("key", ["", "Bearer", f"Bearer {channel_key('another secret')}", channel_key(SECRET)])
def test_nobody_but_front_may_speak(front: httpx.Client, rasa: StandIn, key: str) -> None:
    front.headers["Authorization"] = key
    assert turn(front, text="你好").status_code == 401
    assert front.get("/ready").status_code == 401
    assert rasa.heard == []


def test_a_turn_without_any_reply_is_a_failure_for_front(front: httpx.Client, rasa: StandIn) -> None:
    rasa.replies = []
    assert turn(front, text="你好").status_code == 503


def test_nothing_is_ready_before_the_model_is_loaded(front: httpx.Client) -> None:
    assert front.get("/ready").json() == {"model": False, "actions": False}
