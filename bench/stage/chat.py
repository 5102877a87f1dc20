"""A client of the chat API for the measures and the tests: one conversation, texts and choices."""

from __future__ import annotations

from typing import Any

import requests

SECONDS = 60
Reply = dict[str, Any]


class Conversation:
    """A fresh conversation with the assistant at an address."""

    def __init__(self, address: str) -> None:
        self._http = requests.Session()
        self._http.trust_env = False
        self._address = address
        opened = self._http.post(f"{address}/api/chat/sessions", timeout=SECONDS)
        opened.raise_for_status()
        self._http.headers["Authorization"] = f"Bearer {opened.json()['session']}"

    def say(self, text: str, on: str | None = None) -> list[Reply]:
        """Say something and return the replies."""
        return self._send({"text": text, **({"on": on} if on else {})})

    def choose(self, choice: str) -> list[Reply]:
        """Pick a choice by its id and return the replies."""
        return self._send({"choice": choice})

    def post(self, body: object) -> requests.Response:
        """Send any body, also a wrong one, and return the response."""
        return self._http.post(f"{self._address}/api/chat/messages", json=body, timeout=SECONDS)

    def _send(self, body: dict[str, str]) -> list[Reply]:
        response = self.post(body)
        response.raise_for_status()
        replies: list[Reply] = response.json()["replies"]
        return replies
