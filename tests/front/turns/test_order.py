"""Turns: in order, each request once, and a polite answer when the dialogue process fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, NoReturn
from uuid import uuid4

import httpx
import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from bot.front import create_app
from bot.settings import Settings
from tests.front.conversing import open_session, post, refused, say
from tests.front.fake_dialogue import FakeDialogue, reply

MESSAGES = "/api/chat/messages"


async def begin(client: httpx.AsyncClient) -> dict[str, str]:
    token = (await client.post("/api/chat/sessions")).json()["session"]
    return {"Authorization": f"Bearer {token}"}


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0)


@pytest.mark.anyio
async def test_fifty_messages_at_once_are_all_answered_in_order(
    async_client: httpx.AsyncClient, dialogue: FakeDialogue
) -> None:
    session = await begin(async_client)
    texts = [f"第{number}问" for number in range(50)]
    sent = [async_client.post(MESSAGES, headers=session, json={"text": text}) for text in texts]
    responses = await asyncio.gather(*sent)
    assert [turn["text"] for turn in dialogue.turns] == texts
    assert [
        response.json()["replies"][0]["text"][-len(text) :] for response, text in zip(responses, texts, strict=True)
    ] == texts


@pytest.mark.anyio
async def test_turns_of_one_session_never_overlap_and_other_sessions_do_not_wait(
    async_client: httpx.AsyncClient, dialogue: FakeDialogue
) -> None:
    dialogue.gate = asyncio.Event()
    first, second = await begin(async_client), await begin(async_client)
    sessions = (first, first, second)
    sent = [asyncio.create_task(async_client.post(MESSAGES, headers=who, json={"text": "在吗"})) for who in sessions]
    await until(lambda: len(dialogue.turns) == 2)
    assert len({turn["conversation"] for turn in dialogue.turns}) == 2
    dialogue.gate.set()
    await asyncio.gather(*sent)
    assert len(dialogue.turns) == 3


@pytest.mark.anyio
async def test_beyond_a_hundred_waiting_messages_are_refused(
    async_client: httpx.AsyncClient, dialogue: FakeDialogue
) -> None:
    dialogue.gate = asyncio.Event()
    session = await begin(async_client)
    send = [
        asyncio.create_task(async_client.post(MESSAGES, headers=session, json={"text": "在吗"})) for _ in range(103)
    ]
    await asyncio.wait(send, return_when=asyncio.FIRST_COMPLETED)
    dialogue.gate.set()
    responses = await asyncio.gather(*send)
    assert [refused(response) for response in responses[101:]] == [(429, "line_is_full")] * 2
    assert "Retry-After" in responses[102].headers
    assert [response.status_code for response in responses[:101]] == [200] * 101


@pytest.mark.anyio
async def test_a_turn_goes_on_when_the_client_hangs_up(async_client: httpx.AsyncClient, dialogue: FakeDialogue) -> None:
    dialogue.gate = asyncio.Event()
    session, key = await begin(async_client), str(uuid4())
    headers = {**session, "Idempotency-Key": key}
    hung_up = asyncio.create_task(async_client.post(MESSAGES, headers=headers, json={"text": "补贴"}))
    await until(lambda: len(dialogue.turns) == 1)
    hung_up.cancel()
    again = asyncio.create_task(async_client.post(MESSAGES, headers=headers, json={"text": "补贴"}))
    dialogue.gate.set()
    assert (await again).json()["replies"][0]["outcome"] == "answered"
    assert len(dialogue.turns) == 1


def test_the_same_key_gives_the_same_replies_and_no_second_turn(client: TestClient, dialogue: FakeDialogue) -> None:
    session, key = open_session(client), str(uuid4())
    first = post(client, session, {"text": "补贴"}, key)
    assert post(client, session, {"text": "补贴"}, key).json() == first.json()
    assert len(dialogue.turns) == 1
    post(client, session, {"text": "补贴"}, str(uuid4()))
    post(client, open_session(client), {"text": "补贴"}, key)
    assert len(dialogue.turns) == 3


def test_a_refused_turn_does_not_use_its_key_up(client: TestClient) -> None:
    session, key = open_session(client), str(uuid4())
    assert post(client, session, {"choice": "made-up"}, key).status_code == 404
    assert post(client, session, {"text": "你好"}, key).status_code == 200


def test_a_request_that_another_front_is_answering_comes_back_later(
    client: TestClient, settings: Settings, dialogue: FakeDialogue
) -> None:
    session, key = open_session(client), str(uuid4())

    def ask_the_other_front() -> JSONResponse:
        with TestClient(create_app(settings, FakeDialogue().transport)) as other:
            response = post(other, session, {"text": "补贴"}, key)
        assert refused(response) == (409, "being_answered")
        assert response.headers["Retry-After"] == "2"
        return JSONResponse({"replies": [reply("好的")]})

    dialogue.fails_with = ask_the_other_front
    assert post(client, session, {"text": "补贴"}, key).json()["replies"][0]["text"] == "好的"


def test_a_key_that_is_no_uuid_is_refused(client: TestClient) -> None:
    assert refused(post(client, open_session(client), {"text": "你好"}, "one")) == (422, "wrong_shape")


def time_out() -> NoReturn:
    raise httpx.ReadTimeout("")


def be_unreachable() -> NoReturn:
    raise httpx.ConnectError("")


@pytest.mark.parametrize(
    "failure",
    [
        time_out,
        be_unreachable,
        lambda: JSONResponse({"error": {"code": "no_model", "message": ""}}, 503),
        lambda: JSONResponse({"replies": [{"text": "没有结局"}]}),
        lambda: JSONResponse(["不是对象"]),
        lambda: JSONResponse({"replies": [{**reply("好"), "outcome": "unheard_of"}]}),
    ],
)
def test_a_failing_dialogue_process_becomes_a_polite_reply(
    failure: Callable[[], Any], client: TestClient, dialogue: FakeDialogue
) -> None:
    session = open_session(client)
    dialogue.fails_with = failure
    [apology] = say(client, session, {"text": "补贴", "on": "2022-01-01"})
    assert (apology["outcome"], apology["choices"], apology["on"]) == ("error", [], "2022-01-01")
    assert "12333" in apology["text"]
    dialogue.fails_with = None
    assert say(client, session, {"text": "补贴"})[0]["outcome"] == "answered"


def test_logs_hold_ids_and_outcomes_but_no_words(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    session = open_session(client)
    with caplog.at_level(logging.DEBUG, logger="bot"):
        say(client, session, {"text": "我的补贴"})
    [record] = [record for record in caplog.records if record.message == "turn"]
    fields = record.__dict__["fields"]
    assert fields["conversation"].startswith("web:")
    assert fields["outcomes"] == ["answered"]
    assert "我的补贴" not in str([record.__dict__ for record in caplog.records])
