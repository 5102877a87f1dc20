"""The access token of an account: fetched by one process at a time, kept where all of them find it, renewed before it ends.

https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
https://developer.work.weixin.qq.com/document/path/91039
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

# The old token stays valid for five minutes after a new one is issued.
RENEW_BEFORE = timedelta(minutes=5)
LEASE = timedelta(seconds=15)
LOOK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True)
class AccessToken:
    """A token and when it ends; never logged."""

    value: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"AccessToken(expires_at={self.expires_at.isoformat()})"


class TokenShelf(Protocol):
    """Where the processes of an installation share a token."""

    async def read(self) -> AccessToken | None:
        """Return the token that lies there, also an old one."""

    async def lease(self, at: datetime, until: datetime) -> bool:
        """Claim the right to fetch a new one; False while another process has it."""

    async def put(self, token: AccessToken) -> None:
        """Lay a new token there and end the lease."""

    async def release(self) -> None:
        """End the lease without a token."""


class MemoryShelf:
    """A shelf for one process."""

    def __init__(self) -> None:
        self._token: AccessToken | None = None

    async def read(self) -> AccessToken | None:
        """Return the token."""
        return self._token

    async def lease(self, at: datetime, until: datetime) -> bool:
        """Grant it: the lock of ``AccessTokens`` is enough within one process."""
        return True

    async def put(self, token: AccessToken) -> None:
        """Keep the token."""
        self._token = token

    async def release(self) -> None:
        """Do nothing: there is no lease."""


class AccessTokens:
    """Gives the token of one account.

    Args:
        fetch: asks the platform for a token; returns it with its lifetime in seconds.
        shelf: where it is shared.
        now: the clock.
    """

    def __init__(
        self, fetch: Callable[[], Awaitable[tuple[str, int]]], shelf: TokenShelf, now: Callable[[], datetime]
    ) -> None:
        self._fetch = fetch
        self._shelf = shelf
        self._now = now
        self._lock = asyncio.Lock()
        self._held: AccessToken | None = None

    async def get(self) -> str:
        """Return a token that is good for a while.

        Raises:
            PlatformRefusal: the platform gives none.
        """
        if self._is_good(self._held, None):
            assert self._held is not None
            return self._held.value
        return await self._renewed(None)

    async def after_refusal(self, refused: str) -> str:
        """Return another token than the one that was refused, or the same when the platform insists that it is valid.

        Raises:
            PlatformRefusal: the platform gives none.
        """
        return await self._renewed(refused)

    async def _renewed(self, refused: str | None) -> str:
        # Whoever waits here finds the token that the first one fetched.
        async with self._lock:
            if self._is_good(self._held, refused):
                assert self._held is not None
                return self._held.value
            has_lease = False
            while True:
                shelved = await self._shelf.read()
                if shelved is not None and self._is_good(shelved, refused):
                    if has_lease:
                        await self._shelf.release()
                    self._held = shelved
                    return shelved.value
                if has_lease:
                    self._held = await self._fetched()
                    return self._held.value
                # Between our look and our lease another process may have laid one there: look once more.
                has_lease = await self._shelf.lease(self._now(), self._now() + LEASE)
                if not has_lease:
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _fetched(self) -> AccessToken:
        try:
            value, seconds = await self._fetch()
        except BaseException:
            await self._shelf.release()
            raise
        token = AccessToken(value, self._now() + timedelta(seconds=seconds))
        await self._shelf.put(token)
        return token

    def _is_good(self, token: AccessToken | None, refused: str | None) -> bool:
        return token is not None and token.value != refused and token.expires_at - RENEW_BEFORE > self._now()
