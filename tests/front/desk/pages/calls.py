"""How a resident calls a matchmaker on the page, and what the page then shows of the office."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.front.conversing import say


def pick(
    client: TestClient, session: dict[str, str], replies: list[dict[str, Any]], label: str
) -> list[dict[str, Any]]:
    """Press the choice with this label."""
    choice = next(each for reply in replies for each in reply["choices"] if each["label"] == label)
    return say(client, session, {"choice": choice["id"]})


def waiting(client: TestClient, session: dict[str, str]) -> dict[str, Any]:
    """Return what the page shows of the office."""
    shown: dict[str, Any] = client.post("/api/chat/notices", headers=session).json()
    return shown


def make_call(client: TestClient, session: dict[str, str], area: str = "甲镇", phone: str | None = None) -> str:
    """Go through the talk; return the promise."""
    offered = say(client, session, {"text": "人工"})
    asked = pick(client, session, offered, "请就业红娘联系我")
    asked = pick(client, session, asked, area)
    done = say(client, session, {"text": phone}) if phone else pick(client, session, asked, "就在这里聊")
    return str(done[0]["text"])


def told(client: TestClient, session: dict[str, str], lines: list[int]) -> list[dict[str, Any]]:
    """Return the lines that a page gets that says which it has shown."""
    answer = client.post("/api/chat/notices", headers=session, json={"notices": [], "lines": lines})
    assert answer.status_code == 200
    lines_shown: list[dict[str, Any]] = answer.json()["lines"]
    return lines_shown
