"""What machines watch: alive, ready, metrics, and the headers on everything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot import clock
from bot.errors import SettingsError
from bot.front import create_app, health
from bot.front.health import NO_OUTREACH
from bot.outreach.ledger.leases import SCHEDULER, take_lease
from bot.settings import Settings
from bot.staff import Switch, Switches
from bot.storage import Conversations, open_database, take_for_right
from tests.front.conversing import open_session, post, say
from tests.front.fake_dialogue import FakeDialogue


def test_a_live_process_says_so(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"alive": True}


def test_it_is_ready_when_database_model_and_actions_answer(client: TestClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    parts = {"ready": True, "database": True, "writes": True, "model": True, "actions": True, "outreach": False}
    assert response.json() == {**parts, "reasons": [], "notes": [NO_OUTREACH], "switched_off": []}


def test_that_nobody_tells_people_is_said_and_keeps_nobody_from_being_served(
    client: TestClient, settings: Settings
) -> None:
    database = open_database(settings.database_url)
    take_lease(database, SCHEDULER, "somebody", clock.now(), timedelta(seconds=30))
    assert client.get("/readyz").json()["notes"] == []
    # Its process died: nobody renews the lease, and it is over.
    take_lease(database, SCHEDULER, "somebody", clock.now(), timedelta(seconds=-1))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["outreach"]) == (200, False)
    assert "推送进程没有在工作" in response.json()["notes"][0]


def test_why_something_is_switched_off_is_told_to_no_stranger(client: TestClient, settings: Settings) -> None:
    engine = open_database(settings.database_url)
    Switches(engine).turn_off(Switch.CHAT, "投诉人留的电话", "lihong", clock.now())
    engine.dispose()
    answered = client.get("/readyz")
    assert [off["name"] for off in answered.json()["switched_off"]] == [Switch.CHAT.value]
    assert "投诉人" not in answered.text


def test_a_clock_that_is_far_ahead_deletes_nothing_and_is_said(
    app: FastAPI, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    engine, long_ago = open_database(settings.database_url), clock.now() - timedelta(days=400)
    Conversations(engine).keep("web:a", "{}", long_ago)
    with engine.begin() as connection:
        take_for_right(connection, long_ago)
    with TestClient(app) as client:
        while "nothing is deleted" not in caplog.text:
            client.get("/readyz")
        notes = client.get("/readyz").json()["notes"]
        assert "leye db clock --right" in notes[1]
    assert Conversations(engine).ids() == ["web:a"]
    engine.dispose()


def test_it_is_not_ready_while_nothing_can_be_written(client: TestClient, settings: Settings) -> None:
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        response = client.get("/readyz")
    assert (response.status_code, response.json()["database"], response.json()["writes"]) == (503, True, False)
    assert "写不进去" in response.json()["reasons"][0]
    with patch.object(health, "SECONDS_BETWEEN_PROBES", 0.0):
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(("part", "word"), [("model", "模型"), ("actions", "LEYE_ACTIONS_URL")])
def test_it_is_not_ready_while_a_part_is_missing(
    part: str, word: str, client: TestClient, dialogue: FakeDialogue
) -> None:
    dialogue.ready[part] = False
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()[part] is False
    assert [word in reason for reason in response.json()["reasons"]] == [True]


def test_it_is_not_ready_when_the_dialogue_process_is_down_or_refuses_the_key(settings: Settings) -> None:
    def refuse(_request: httpx.Request) -> NoReturn:
        raise httpx.ConnectError("")

    for transport in (httpx.MockTransport(refuse), FakeDialogue("another secret of tests").transport):
        with TestClient(create_app(settings, transport)) as client:
            response = client.get("/readyz")
        assert response.status_code == 503
        assert "LEYE_RASA_URL" in response.json()["reasons"][0]


def test_it_is_not_ready_without_a_database(settings: Settings, dialogue: FakeDialogue, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    broken = replace(settings, database_url=f"sqlite:///{tmp_path}/folder")
    with TestClient(create_app(broken, dialogue.transport)) as client:
        response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, False)
    assert "LEYE_DATABASE_URL" in response.json()["reasons"][0]


def test_metrics_count_turns_by_outcome_refusals_and_failures(client: TestClient, dialogue: FakeDialogue) -> None:
    session = open_session(client)
    say(client, session, {"text": "补贴"})
    post(client, session, {"text": ""})
    dialogue.ready["model"] = False
    dialogue.fails_with = lambda: (_ for _ in ()).throw(httpx.ReadTimeout(""))
    say(client, session, {"text": "补贴"})
    text = client.get("/metrics").text
    assert 'leye_turns_total{outcome="answered"} 1.0' in text
    assert 'leye_turns_total{outcome="error"} 1.0' in text
    assert 'leye_refusals_total{code="empty_text"} 1.0' in text
    assert 'leye_errors_total{reason="dialogue_timeout"} 1.0' in text
    assert "leye_turn_seconds_count 2.0" in text
    assert "补贴" not in text


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/healthz", "/nothing", "/api/chat/messages"])
def test_every_response_carries_the_security_headers(path: str, client: TestClient) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_application_does_not_start_without_a_secret(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="LEYE_SECRET"):
        create_app(replace(settings, secret=None))
