"""The cookie of a signed-in colleague, the key that proves a form came from the desk, and a sentence that the next page says once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from itsdangerous import BadData
from starlette.requests import Request
from starlette.responses import Response

from bot.front.web.rate_limits import address_client
from bot.front.web.signatures import signatures
from bot.staff import LONGEST, Session, StaffSessions

# Parts of pages that look for news by themselves say so: nobody is awake for that.
BY_ITSELF = "leye-by-itself"
PATH = "/desk"
SESSION_COOKIE, SAY_COOKIE = "leye_desk", "leye_desk_say"
SAY_SECONDS = 60
LONGEST_SAY = 1000
DEVICE_COOKIE, DEVICE_SECONDS, LONGEST_DEVICE = "leye_device", 180 * 86400, 400
SAME_ORIGIN = ("same-origin", "none")


class Visits:
    """Reads and gives the cookies of the desk.

    Args:
        is_https: whether colleagues reach the installation over https, so that cookies stay there.
    """

    def __init__(self, secret: str, sessions: StaffSessions, *, is_https: bool, previous: str | None = None) -> None:
        self._secret = secret.encode()
        self._sayings = signatures(secret, previous, "leye desk say")
        self._devices = signatures(secret, previous, "leye desk device")
        self._is_https = is_https
        self.sessions = sessions

    def session(self, request: Request, at: datetime) -> Session | None:
        """Return who is signed in."""
        return self.sessions.find(request.cookies.get(SESSION_COOKIE, ""), at, by_itself=BY_ITSELF in request.headers)

    def session_by_itself(self, request: Request, at: datetime) -> Session | None:
        """Return who is signed in, for what a page does by itself: nobody is awake for that."""
        return self.sessions.find(request.cookies.get(SESSION_COOKIE, ""), at, by_itself=True)

    def csrf_token(self, session: Session | None) -> str:
        """Return the key of the forms of a session; a sign-in form has none yet, and is kept safe by its origin."""
        named = f"leye desk form {session.id if session else ''}".encode()
        return hmac.new(self._secret, named, hashlib.sha256).hexdigest()

    def has_valid_csrf(self, request: Request, session: Session | None, key: str) -> bool:
        """Tell whether a form was filled in on a page of the desk (OWASP: a token, and the origin that the browser states)."""
        if request.headers.get("sec-fetch-site", "none") not in SAME_ORIGIN:
            return False
        origin = request.headers.get("origin")
        if origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host", ""):
            return False
        return hmac.compare_digest(self.csrf_token(session).encode(), key.encode())

    def let_in(self, response: Response, token: str) -> None:
        """Give the cookie of a session."""
        self._set(response, SESSION_COOKIE, token, int(LONGEST.total_seconds()))

    def place_of(self, request: Request, userid: str) -> str:
        """Return from where someone tries to sign in: a device on which this account was signed in before, else the address."""
        kept = request.cookies.get(DEVICE_COOKIE, "")
        if 0 < len(kept) <= LONGEST_DEVICE:
            with suppress(BadData):
                known, mark = self._devices.loads(kept, max_age=DEVICE_SECONDS)
                if known == userid:
                    return f"device:{mark}"
        return address_client(request.client.host if request.client else None)

    def know_device(self, response: Response, userid: str) -> None:
        """Remember in the browser that this account was signed in here: others' wrong tries do not make it wait."""
        self._set(response, DEVICE_COOKIE, str(self._devices.dumps([userid, secrets.token_hex(8)])), DEVICE_SECONDS)

    def let_go(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(SESSION_COOKIE, path=PATH)

    def say_next(self, response: Response, sentence: str) -> None:
        """Let the next page say a sentence."""
        self._set(response, SAY_COOKIE, str(self._sayings.dumps(sentence[:300])), SAY_SECONDS)

    def said(self, request: Request) -> str:
        """Return the sentence that this page is to say; empty without one."""
        token = request.cookies.get(SAY_COOKIE, "")
        if not 0 < len(token) <= LONGEST_SAY * 4:
            return ""
        try:
            return str(self._sayings.loads(token, max_age=SAY_SECONDS))
        except BadData:
            return ""

    def forget_said(self, response: Response) -> None:
        """Take the sentence away once it was said."""
        response.delete_cookie(SAY_COOKIE, path=PATH)

    # Lax and not strict: a link in a message on WeCom must find its colleague signed in.
    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path=PATH, httponly=True, samesite="lax", secure=self._is_https
        )


def local_path(wanted: str) -> str:
    """Return where to go after signing in: a page of the desk and nowhere else.

    >>> local_path("/desk/lookup?q=贷款"), local_path("https://example.com/desk"), local_path("//example.com/desk"), local_path("/deskx")
    ('/desk/lookup?q=贷款', '/desk', '/desk', '/desk')
    """
    is_local = wanted == PATH or wanted.startswith((f"{PATH}/", f"{PATH}?"))
    is_plain = not any(ord(each) < 32 or each == "\\" for each in wanted) and ".." not in wanted.partition("?")[0]
    return wanted if is_local and is_plain else PATH
