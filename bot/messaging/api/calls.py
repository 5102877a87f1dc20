"""Calls that need an access token: renewed once when the platform refuses it, repeated a few times while the platform is busy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from bot.messaging.api.access_tokens import AccessTokens
from bot.messaging.api.http import address_of_call, call
from bot.messaging.api.reactions import PlatformRefusal, Reaction

TRIES = 3
FIRST_WAIT_SECONDS = 0.3

Sleep = Callable[[float], Awaitable[None]]


class AuthorisedCalls:
    """The calls of one account."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        tokens: AccessTokens,
        codes: dict[int, Reaction],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._codes = codes
        self._sleep = sleep
        self._addresses: tuple[str, dict[str, httpx.URL]] = ("", {})

    async def __call__(
        self, path: str, body: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Call the platform.

        Raises:
            PlatformRefusal: it refused for good, for now, or nobody knows.
        """
        token = await self._tokens.get()
        is_renewed = False
        for tried in range(1, TRIES + 2):
            try:
                return await call(self._http, self._codes, self._address(path, query, token), body=body)
            except PlatformRefusal as refused:
                if refused.reaction is Reaction.REFRESH_TOKEN and not is_renewed:
                    is_renewed = True
                    token = await self._tokens.after_refusal(token)
                elif refused.reaction is Reaction.RETRY and tried < TRIES:
                    await self._sleep(FIRST_WAIT_SECONDS * 2 ** (tried - 1))
                else:
                    raise
        raise AssertionError("the last try returns or raises")

    def _address(self, path: str, query: Mapping[str, str] | None, token: str) -> httpx.URL:
        """Return the address of a call: made once for a token where nothing else is in its query, as for letters."""
        if query:
            return address_of_call(self._http, path, {**query, "access_token": token})
        if self._addresses[0] != token:
            self._addresses = (token, {})
        known = self._addresses[1]
        if path not in known:
            known[path] = address_of_call(self._http, path, {"access_token": token})
        return known[path]
