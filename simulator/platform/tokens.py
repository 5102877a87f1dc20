"""Access tokens, web-page tickets and OAuth codes of the simulated platform."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

LIFETIME = timedelta(seconds=7200)
# A normal call this shortly before the end gets a new token; both are valid until then (api_getstableaccesstoken).
OVERLAP = timedelta(minutes=5)
FORCED_A_DAY = 20
FORCED_APART = timedelta(seconds=30)
KEPT = 100
CODE_LIFETIME = timedelta(minutes=5)
KEPT_CODES = 10_000


class TokenState(Enum):
    """The three answers about a token."""

    VALID = "valid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Issued:
    """A token and the seconds it is still valid."""

    token: str
    expires_in: int


class ForcedTooOften(Exception):
    """More forced refreshes than a day allows."""


class Tokens:
    """The tokens of one account: ``stable`` and ``plain`` ones are valid side by side and never touch each other."""

    def __init__(self) -> None:
        self._ends: OrderedDict[str, datetime] = OrderedDict()
        self._stable: str | None = None
        self._plain: str | None = None
        self._forced: list[datetime] = []

    def stable(self, now: datetime, is_forced: bool = False) -> Issued:
        """Return the stable token: the same one while it is valid for more than five minutes.

        Raises:
            ForcedTooOften: the 21st forced refresh of a day.
        """
        if is_forced and self._may_force(now):
            self._end(self._stable, now)
            self._stable = None
        if self._stable is None or self._ends[self._stable] - now <= OVERLAP:
            self._stable = self._new(now)
        return Issued(self._stable, int((self._ends[self._stable] - now).total_seconds()))

    def plain(self, now: datetime) -> Issued:
        """Return a new token; the one before stays valid for five minutes (Get_access_token.html)."""
        if self._plain is not None:
            self._end(self._plain, now + OVERLAP)
        self._plain = self._new(now)
        return Issued(self._plain, int(LIFETIME.total_seconds()))

    def state(self, token: str, now: datetime) -> TokenState:
        """Return whether ``token`` may be used now."""
        end = self._ends.get(token)
        if end is None:
            return TokenState.UNKNOWN
        return TokenState.VALID if end > now else TokenState.EXPIRED

    def expire_all(self, now: datetime) -> None:
        """End every token at once, as a fault does."""
        for token in self._ends:
            self._end(token, now)
        self._stable = self._plain = None

    def _may_force(self, now: datetime) -> bool:
        """Forced calls less than 30 seconds apart change nothing (minigame auth.getStableAccessToken)."""
        today: date = now.date()
        self._forced = [moment for moment in self._forced if moment.date() == today]
        if self._forced and now - self._forced[-1] < FORCED_APART:
            return False
        if len(self._forced) >= FORCED_A_DAY:
            raise ForcedTooOften
        self._forced.append(now)
        return True

    def _new(self, now: datetime) -> str:
        token = f"100_{secrets.token_urlsafe(96)}"
        self._ends[token] = now + LIFETIME
        while len(self._ends) > KEPT:
            self._ends.popitem(last=False)
        return token

    def _end(self, token: str | None, at: datetime) -> None:
        if token is not None and token in self._ends:
            self._ends[token] = min(self._ends[token], at)


class Codes:
    """OAuth codes: each for one person, once, within five minutes (Wechat_webpage_authorization.html)."""

    def __init__(self) -> None:
        self._codes: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._used: OrderedDict[str, None] = OrderedDict()

    def issue(self, openid: str, now: datetime) -> str:
        """Return a new code for ``openid``."""
        code = secrets.token_hex(16)
        self._codes[code] = (openid, now + CODE_LIFETIME)
        while len(self._codes) > KEPT_CODES:
            self._codes.popitem(last=False)
        return code

    def is_used(self, code: str) -> bool:
        """Return whether the code was redeemed before."""
        return code in self._used

    def redeem(self, code: str, now: datetime) -> str | None:
        """Return the openid and use the code up; None when it is unknown or too old."""
        openid, end = self._codes.pop(code, ("", now))
        if not openid:
            return None
        self._used[code] = None
        while len(self._used) > KEPT_CODES:
            self._used.popitem(last=False)
        return openid if end > now else None


class JsTicket:
    """The jsapi_ticket: the same one for two hours (JS-SDK 说明文档, 附录1)."""

    def __init__(self) -> None:
        self._ticket = ""
        self._end: datetime | None = None

    def get(self, now: datetime) -> Issued:
        """Return the ticket and the seconds left."""
        if self._end is None or self._end <= now:
            self._ticket, self._end = secrets.token_urlsafe(48), now + LIFETIME
        return Issued(self._ticket, int((self._end - now).total_seconds()))
