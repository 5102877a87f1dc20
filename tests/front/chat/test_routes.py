"""The chat API: what is taken, what is refused, what comes back."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from unittest.mock import ANY
from uuid import uuid4

import pytest
from itsdangerous import TimestampSigner
from starlette.testclient import TestClient

from bot.front import create_app
from bot.front.chat.sessions import MAX_AGE_SECONDS, ChatSessions
from bot.settings import Settings
from tests.front.conversing import open_session, post, refused, say
from tests.front.fake_dialogue import SECRET, SOURCES, FakeDialogue


def test_an_answer_has_exactly_the_contracted_fields(client: TestClient) -> None:
    assert say(client, open_session(client), {"text": "社保补贴能领多少"}) == [
        {
            "text": ANY,
            "outcome": "answered",
            "topic": "social_insurance_subsidy",
            "policy": "social_insurance_subsidy",
            "facets": ["amount"],
            "sources": [{**source, "is_verbatim": False} for source in SOURCES],
            "choices": [{"id": ANY, "label": label} for label in ("要什么条件", "带什么材料", "去哪儿办")],
            "verdict": None,
            "on": "2026-11-24",
            "rating": ANY,
        }
    ]


def test_a_session_is_created_with_201_and_chosen_by_the_server(client: TestClient, dialogue: FakeDialogue) -> None:
    response = client.post("/api/chat/sessions", json={"conversation": "web:someone-else"})
    assert response.status_code == 201
    session = {"Authorization": f"Bearer {response.json()['session']}"}
    say(client, session, {"text": "你好"})
    assert dialogue.turns[0]["conversation"].startswith("web:")
    assert "someone" not in dialogue.turns[0]["conversation"]


@pytest.mark.parametrize(
    "text",
    [
        "😀😀",
        "/restart",
        '/ask_amount{"policy": "x"}',
        "123",
        "<xml><a/></xml>",
        "'; DROP TABLE people; --",
        "<script>alert(1)</script>",
        "两行\n文字",
        "字" * 2000,
        "😀" * 2000,
        "👨\u200d👩\u200d👧",
        "\u3000首尾空白\u3000",
    ],
)
def test_anything_printable_reaches_the_dialogue_as_text(text: str, client: TestClient, dialogue: FakeDialogue) -> None:
    say(client, open_session(client), {"text": text})
    assert dialogue.turns == [{"conversation": ANY, "text": text.strip()}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "empty_text"),
        ({"text": " \n\u3000"}, "empty_text"),
        ({"text": "字" * 2001}, "text_too_long"),
        ({"text": "你好\x00"}, "control_characters"),
        ({"text": "\x1b[31m"}, "control_characters"),
        ({"text": "\x85"}, "control_characters"),
        ({"text": "你好", "on": "昨天"}, "not_a_date"),
        ({"text": "你好", "on": 5}, "wrong_shape"),
        ({"text": 5}, "wrong_shape"),
        ({"text": None}, "wrong_shape"),
        ({"text": ["你好"]}, "wrong_shape"),
        ({"text": "你好", "choice": "x"}, "wrong_shape"),
        ({"text": "你好", "payload": "/restart"}, "wrong_shape"),
        ({"choice": ""}, "wrong_shape"),
        ({"choice": "x\x00"}, "control_characters"),
        ({"choice": "x" * 65}, "wrong_shape"),
        ({}, "wrong_shape"),
        ([], "wrong_shape"),
        ("你好", "wrong_shape"),
    ],
)
def test_a_bad_message_is_refused_with_422_and_not_passed_on(
    body: object, code: str, client: TestClient, dialogue: FakeDialogue
) -> None:
    assert refused(post(client, open_session(client), body)) == (422, code)
    assert dialogue.turns == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 422),
        (b"\xff\xff", 400),
        (b"[" * 10_000, 400),
        (b'{"text": "\\ud800"}', 422),
        (b'{"choice": "\\ud800"}', 422),
        (b"x" * 40_000, 413),
    ],
)
def test_broken_bodies_are_refused_politely(content: bytes, status: int, client: TestClient) -> None:
    headers = {**open_session(client), "Content-Type": "application/json"}
    assert refused(client.post("/api/chat/messages", headers=headers, content=content))[0] == status


def test_a_body_of_unannounced_length_is_refused_once_it_is_too_large(client: TestClient) -> None:
    headers = {**open_session(client), "Content-Type": "application/json"}
    pieces = (b"x" * 1000 for _ in range(40))
    assert refused(client.post("/api/chat/messages", headers=headers, content=pieces)) == (413, "body_too_large")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer forged",
        "Bearer IndlYjphIg.aaaaaa.bbbbbbbb",
        "Basic d2ViOmE6Yg==",
        pytest.param("Bearer " + "x" * 5000, id="very long"),
        pytest.param("Bearer " + ChatSessions("another secret entirely").new(), id="signed with another secret"),
        pytest.param("Bearer " + ChatSessions(SECRET).new()[:-2], id="cut short"),
    ],
)
def test_an_unknown_or_forged_token_is_refused_with_401(
    authorization: str | None, client: TestClient, dialogue: FakeDialogue
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    response = post(client, headers, {"text": "你好"})
    assert refused(response) == (401, "unknown_session")
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert dialogue.turns == []


def test_a_conversation_begun_while_the_clock_was_ahead_goes_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        ahead.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(time.time()) + 3600)
        session = open_session(client)
    assert post(client, session, {"text": "在吗"}).status_code == 200


def test_a_conversation_of_long_ago_is_over(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as long_ago:
        long_ago.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(time.time()) - MAX_AGE_SECONDS - 1)
        session = open_session(client)
    assert refused(post(client, session, {"text": "在吗"})) == (401, "unknown_session")


def test_the_date_of_a_fact_checker_is_passed_on(client: TestClient, dialogue: FakeDialogue) -> None:
    assert say(client, open_session(client), {"text": "你好", "on": "2022-06-30"})[0]["on"] == "2022-06-30"
    assert dialogue.turns[0]["on"] == "2022-06-30"


def test_unknown_addresses_and_methods_answer_in_the_one_form(client: TestClient) -> None:
    assert refused(client.get("/nothing")) == (404, "http_404")
    wrong_method = client.get("/api/chat/messages")
    assert refused(wrong_method) == (405, "http_405")
    assert wrong_method.headers["Allow"] == "POST"
    assert refused(client.get("/static/../app.py"))[0] == 404


def test_what_cannot_be_kept_is_said_politely_and_the_same_message_is_answered_later(
    settings: Settings, dialogue: FakeDialogue
) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    with TestClient(create_app(settings, dialogue.transport), raise_server_exceptions=False) as client:
        session = open_session(client)
        headers = {**session, **key}
        with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = client.post("/api/chat/messages", json={"text": "补贴"}, headers=headers)
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "cannot_keep"
        assert "12333" in refused.json()["error"]["message"]
        # The page sends again by itself what has this header.
        assert int(refused.headers["Retry-After"]) > 0
        assert client.post("/api/chat/messages", json={"text": "补贴"}, headers=headers).status_code == 200
