"""Signs the links for employers, and reads them; keeps no state. Each opens one thing, for a time."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.front.web.signatures import signatures
from bot.front.web.visit_cookies import LONGEST_TOKEN

PATH = "/employer"
ANSWER_PATH = f"{PATH}/answer"
FORM_DAYS, ANSWER_DAYS = 14, 7
DAY_SECONDS = 86_400


class EmployerLinks:
    """The links of an installation.

    Args:
        previous: the secret of before, with which links may still be signed.
        public_url: where people reach the installation; without it a link begins with its path.
    """

    def __init__(self, secret: str, previous: str | None, public_url: str | None) -> None:
        self._forms = signatures(secret, previous, "leye employer form")
        self._answers = signatures(secret, previous, "leye employer answer")
        self._public_url = (public_url or "").rstrip("/")

    def form(self, employer: int) -> str:
        """Return a link that opens the form for one employer."""
        return f"{self._public_url}{PATH}/{self._forms.dumps(employer)}"

    def answer(self, introduction: int) -> str:
        """Return a link that opens one introduction."""
        return f"{self._public_url}{ANSWER_PATH}/{self._answers.dumps(introduction)}"

    def employer_of(self, token: str) -> int | None:
        """Return whose form it is; None when it is forged or too old."""
        return _read(self._forms, token, FORM_DAYS)

    def introduction_of(self, token: str) -> int | None:
        """Return which introduction it opens; None when it is forged or too old."""
        return _read(self._answers, token, ANSWER_DAYS)


def _read(serializer: URLSafeTimedSerializer, token: str, days: int) -> int | None:
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    try:
        found = serializer.loads(token, max_age=days * DAY_SECONDS)
    except BadData:
        return None
    return found if isinstance(found, int) and not isinstance(found, bool) else None
