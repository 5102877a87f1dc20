"""Who opened the page: a signed cookie for an hour, given for WeChat's authorisation or for a signed link from the person's own conversation."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.front.web.signatures import signatures

VISIT_SECONDS = 3600
LINK_SECONDS = 900
STATE_SECONDS = 600
LONGEST_TOKEN = 512
VISIT_COOKIE = "leye_visit"
STATE_COOKIE = "leye_state"
PATH = "/me"


@dataclass(frozen=True)
class Visitor:
    """Whose page a cookie opens, and the word that proves that a form came from the page.

    Args:
        since: when the cookie was given, to the second.
    """

    conversation: str
    csrf_token: str
    since: datetime


@dataclass(frozen=True)
class SignedConversation:
    """Whose page a cookie or a link opens, and when that was signed, to the second."""

    conversation: str
    since: datetime


class Visitors:
    """Signs and reads cookies and links; keeps no state.

    Args:
        previous: the secret of before, with which cookies and links may still be signed.
        is_https: whether people reach the installation over https, so that cookies stay there.
    """

    def __init__(self, secret: str, *, is_https: bool, previous: str | None = None) -> None:
        self._secret = secret.encode()
        self._visits = signatures(secret, previous, "leye visit")
        self._links = signatures(secret, previous, "leye link to me")
        self._is_https = is_https

    def link_token(self, conversation: str) -> str:
        """Return the token of a link that opens the page for a conversation, good for 15 minutes."""
        return str(self._links.dumps(conversation))

    def owner_of_link(self, token: str) -> SignedConversation | None:
        """Return whose link it is; None when it is forged or too old."""
        return _read(self._links, token, LINK_SECONDS)

    def visitor(self, request: Request) -> Visitor | None:
        """Return who opened the page."""
        cookie = request.cookies.get(VISIT_COOKIE, "")
        found = _read(self._visits, cookie, VISIT_SECONDS)
        return None if found is None else Visitor(found.conversation, self._csrf_token(cookie), found.since)

    def let_in(self, response: Response, conversation: str) -> None:
        """Give the cookie of a visit."""
        self._set(response, VISIT_COOKIE, str(self._visits.dumps(conversation)), VISIT_SECONDS)
        response.delete_cookie(STATE_COOKIE, path=PATH)

    def let_go(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(VISIT_COOKIE, path=PATH)

    def begin_authorisation(self, response: Response, state: str) -> None:
        """Remember in the browser which authorisation it began."""
        self._set(response, STATE_COOKIE, state, STATE_SECONDS)

    def began(self, request: Request, state: str) -> bool:
        """Tell whether this browser began the authorisation that comes back: otherwise someone else's visit could be slipped in."""
        kept = request.cookies.get(STATE_COOKIE, "")
        return bool(kept) and hmac.compare_digest(kept.encode(), state.encode())

    def _csrf_token(self, cookie: str) -> str:
        return hmac.new(self._secret, f"leye form {cookie}".encode(), hashlib.sha256).hexdigest()

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path=PATH, httponly=True, samesite="lax", secure=self._is_https
        )


def new_state() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_hex(16)


def is_from_page(visitor: Visitor, csrf_token: str) -> bool:
    """Tell whether a form was filled in on the page itself."""
    return hmac.compare_digest(visitor.csrf_token.encode(), csrf_token.encode())


def _read(serializer: URLSafeTimedSerializer, token: str, seconds: int) -> SignedConversation | None:
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    try:
        conversation, since = serializer.loads(token, max_age=seconds, return_timestamp=True)
    except BadData:
        return None
    return SignedConversation(conversation, since) if isinstance(conversation, str) else None
