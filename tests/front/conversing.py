"""Short ways to speak with the chat API in tests."""

from __future__ import annotations

from typing import Any

import httpx
from starlette.testclient import TestClient


def open_session(client: TestClient) -> dict[str, str]:
    """Open a conversation; return the headers that speak in it."""
    return {"Authorization": f"Bearer {client.post('/api/chat/sessions').json()['session']}"}


def post(client: TestClient, session: dict[str, str], body: Any, key: str | None = None) -> httpx.Response:
    """Post one message and return the response."""
    headers = {**session, **({"Idempotency-Key": key} if key else {})}
    response: httpx.Response = client.post("/api/chat/messages", headers=headers, json=body)
    return response


def say(client: TestClient, session: dict[str, str], body: Any) -> list[dict[str, Any]]:
    """Post one message that must succeed; return its replies."""
    response = post(client, session, body)
    assert response.status_code == 200, response.text
    replies: list[dict[str, Any]] = response.json()["replies"]
    return replies


def refused(response: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal, which must carry a sentence in Chinese."""
    error = response.json()["error"]
    assert any("\u4e00" <= character <= "\u9fff" for character in error["message"])
    return response.status_code, error["code"]
