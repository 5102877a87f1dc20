"""Where alerts go: the robot of a WeCom group, or any address that takes JSON."""

from __future__ import annotations

import json
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from bot.errors import MessagingError

# A private WeCom has another host and the same path.
WECOM_HOST, WECOM_PATH = "qyapi.weixin.qq.com", "/cgi-bin/webhook/send"
# WeCom refuses a longer text; a message to others is none the worse for it.
LARGEST_TEXT_BYTES = 2048
LARGEST_ANSWER_BYTES = 64 * 1024
TIMEOUT_SECONDS = 10.0


class AlertWebhook:
    """Posts texts to one address, which is a secret: who has it can write to the group.

    Args:
        url: of a WeCom group robot, or of something that takes ``{"text": …}``.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        self._is_wecom = parts.hostname == WECOM_HOST or parts.path == WECOM_PATH

    def post(self, text: str) -> None:
        """Hand over a text; wait for at most a few seconds each way.

        Raises:
            MessagingError: it was not taken; the message does not hold the address.
        """
        message = {"msgtype": "text", "text": {"content": text}} if self._is_wecom else {"text": text}
        body = json.dumps(message, ensure_ascii=False).encode()
        try:
            request = Request(self._url, body, {"Content-Type": "application/json; charset=utf-8"}, method="POST")
            with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                said = answer.read(LARGEST_ANSWER_BYTES)
        except (OSError, HTTPException, ValueError) as error:
            # What an error says may hold the address.
            code = getattr(error, "code", "")
            raise MessagingError(f"{type(error).__name__} {code}".strip(), retryable=True) from None
        if self._is_wecom:
            _require_taken(said)


def _require_taken(said: bytes) -> None:
    """Raise MessagingError unless WeCom took it: it says so in the body, for the status is always 200."""
    try:
        code = json.loads(said)["errcode"]
    except (ValueError, KeyError, TypeError):
        raise MessagingError("no errcode in the answer", retryable=True) from None
    if code != 0:
        raise MessagingError(f"errcode {code}", retryable=True)
