"""Numbers and the list of addresses are for this machine and for who was named; for everybody else there is nothing there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.front import create_app
from bot.kb import KnowledgeBase
from bot.settings import Settings
from tests.front.fake_dialogue import FakeDialogue

WATCHER = "10.0.0.9"


@pytest.mark.parametrize("path", ["/metrics", "/openapi.json"])
@pytest.mark.parametrize(
    ("address", "may_look"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        (WATCHER, True),
        (f"::ffff:{WATCHER}", True),
        ("10.0.0.8", False),
        ("2001:db8::1", False),
        ("made up", False),
        ("", False),
    ],
)
def test_who_may_look(
    path: str, address: str, may_look: bool, settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase
) -> None:
    app = create_app(replace(settings, metrics_clients=WATCHER), dialogue.transport, kb=kb)
    client = TestClient(app, client=(address, 50000))
    seen, nothing = client.get(path), client.get("/nothing-there")
    assert seen.status_code == (200 if may_look else 404)
    if not may_look:
        assert (seen.status_code, seen.json()) == (nothing.status_code, nothing.json())
    assert client.get("/healthz").status_code == 200
