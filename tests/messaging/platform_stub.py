"""A platform that answers what a test says and keeps what it was asked; for the tests of the calls."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import httpx

from bot.clock import SHANGHAI

START = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
SECRET = "the-secret-of-the-account"
TOKEN_PATHS = ("/cgi-bin/stable_token", "/cgi-bin/gettoken")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


class PlatformStub:
    """Gives tokens, and to every other call the next of ``answers``: errcodes, whole answers or exceptions; then success."""

    def __init__(self, answers: Iterable[int | dict[str, Any] | Exception] = (), always: int | None = None) -> None:
        self._answers = list(answers)
        self._always = always
        self.tokens_given = 0
        self.requests: list[httpx.Request] = []
        self.before_token: Callable[[], Any] | None = None
        self.token_answer: dict[str, Any] | None = None
        self.transport = httpx.MockTransport(self._answer)

    @property
    def bodies(self) -> list[Any]:
        """Return what was posted, besides for tokens."""
        return [json.loads(request.content) for request in self.requests]

    @property
    def tokens_used(self) -> list[str]:
        """Return the token of each call."""
        return [request.url.params["access_token"] for request in self.requests]

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path in TOKEN_PATHS:
            if self.before_token is not None:
                await self.before_token()
            self.tokens_given += 1
            answer = {"errcode": 0, "access_token": f"token-{self.tokens_given}", "expires_in": 7200}
            return httpx.Response(200, json=self.token_answer or answer)
        self.requests.append(request)
        said = self._always if self._always is not None else (self._answers.pop(0) if self._answers else 0)
        if isinstance(said, Exception):
            raise said
        return httpx.Response(
            200, json=said if isinstance(said, dict) else {"errcode": said, "errmsg": f"{said} rid: 7"}
        )
