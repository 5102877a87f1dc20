"""Who opened which call: a signed cookie for half an hour, and the word that proves that a form came from the page. Keeps no state."""

from __future__ import annotations

import hashlib
import hmac

from itsdangerous import BadData
from starlette.requests import Request
from starlette.responses import Response

from bot.front.web.signatures import signatures
from bot.front.web.visit_cookies import LONGEST_TOKEN

PATH = "/case"
COOKIE = "leye_case"
VISIT_SECONDS = 1800


class CaseVisits:
    """Signs and reads the cookies.

    Args:
        previous: the secret of before, with which cookies may still be signed.
        is_https: whether people reach the installation over https, so that cookies stay there.
    """

    def __init__(self, secret: str, previous: str | None, *, is_https: bool) -> None:
        self._secret = secret.encode()
        self._signed = signatures(secret, previous, "leye case")
        self._is_https = is_https

    def let_in(self, response: Response, referral: int) -> None:
        """Give the cookie of a visit."""
        token = str(self._signed.dumps(referral))
        response.set_cookie(
            COOKIE, token, max_age=VISIT_SECONDS, path=PATH, httponly=True, samesite="strict", secure=self._is_https
        )

    def let_go(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(COOKIE, path=PATH)

    def referral(self, request: Request) -> int | None:
        """Return which call was opened; None without a good cookie."""
        token = request.cookies.get(COOKIE, "")
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        try:
            found = self._signed.loads(token, max_age=VISIT_SECONDS)
        except BadData:
            return None
        return found if isinstance(found, int) else None

    def key(self, request: Request) -> str:
        """Return the word for the forms of this visit."""
        token = request.cookies.get(COOKIE, "")
        return hmac.new(self._secret, f"leye case form {token}".encode(), hashlib.sha256).hexdigest()

    def is_from_page(self, request: Request, key: str) -> bool:
        """Tell whether a form was filled in on the page itself."""
        return hmac.compare_digest(self.key(request).encode(), key.encode())
