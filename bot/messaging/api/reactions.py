"""Every error code of the platforms that we know, with the one right reaction to it. Decided by number: texts carry request ids and change.

https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
https://developer.work.weixin.qq.com/document/path/90313
"""

from __future__ import annotations

from enum import Enum

from bot.errors import MessagingError


class Reaction(str, Enum):
    """What to do after a refused call."""

    RETRY = "retry"
    REFRESH_TOKEN = "refresh_token"
    STOP = "stop"
    DEAD_RECIPIENT = "dead_recipient"
    UNFOLLOWED = "unfollowed"
    BLOCKED = "blocked"
    NO_CONSENT = "no_consent"
    SHORTEN = "shorten"
    AS_TEXT = "as_text"
    NEXT_DAY = "next_day"
    NEXT_MINUTE = "next_minute"
    OUTSIDE_WINDOW = "outside_window"
    USED_UP = "used_up"
    OUR_MISTAKE = "our_mistake"
    UNKNOWN_OUTCOME = "unknown_outcome"


# Tried again later, these may succeed without anyone mending anything.
PASSING = (Reaction.RETRY, Reaction.NEXT_DAY, Reaction.NEXT_MINUTE)

WECHAT = {
    -1: Reaction.RETRY,
    40001: Reaction.REFRESH_TOKEN,
    40014: Reaction.REFRESH_TOKEN,
    42001: Reaction.REFRESH_TOKEN,
    40164: Reaction.STOP,
    61004: Reaction.STOP,
    40013: Reaction.STOP,
    40125: Reaction.STOP,
    40243: Reaction.STOP,
    48001: Reaction.STOP,
    48004: Reaction.STOP,
    50002: Reaction.STOP,
    40003: Reaction.DEAD_RECIPIENT,
    43004: Reaction.UNFOLLOWED,
    43019: Reaction.BLOCKED,
    43101: Reaction.NO_CONSENT,
    45002: Reaction.SHORTEN,
    45008: Reaction.AS_TEXT,
    45098: Reaction.AS_TEXT,
    40200: Reaction.AS_TEXT,
    45009: Reaction.NEXT_DAY,
    45011: Reaction.NEXT_MINUTE,
    45015: Reaction.OUTSIDE_WINDOW,
    45047: Reaction.USED_UP,
    40033: Reaction.OUR_MISTAKE,
    40037: Reaction.OUR_MISTAKE,
    47003: Reaction.OUR_MISTAKE,
}
WECOM = {
    -1: Reaction.RETRY,
    40014: Reaction.REFRESH_TOKEN,
    42001: Reaction.REFRESH_TOKEN,
    40001: Reaction.STOP,
    40013: Reaction.STOP,
    60020: Reaction.STOP,
    81013: Reaction.DEAD_RECIPIENT,
    45009: Reaction.NEXT_MINUTE,
    40058: Reaction.OUR_MISTAKE,
}


class PlatformRefusal(MessagingError):
    """A platform refused a call, or nobody knows whether it took effect.

    Args:
        reaction: what to do now.
        code: the platform's error code; None when there was no answer.
        detail: what the platform said, without personal data; for operators.
    """

    def __init__(self, reaction: Reaction, code: int | None, detail: str = "") -> None:
        super().__init__(f"平台返回 {code}：{detail}" if code is not None else detail, retryable=reaction in PASSING)
        self.reaction = reaction
        self.code = code
        self.detail = detail


def refusal(codes: dict[int, Reaction], code: int, detail: str) -> PlatformRefusal:
    """Return the refusal for an error code; one that is not known is our mistake until someone looks at it."""
    return PlatformRefusal(codes.get(code, Reaction.OUR_MISTAKE), code, _without_ids(detail))


def _without_ids(detail: str) -> str:
    """Cut what the platform appends for its own support: request ids, hints with addresses."""
    for mark in (" rid:", " hint:", "rid:", "hint:"):
        detail = detail.partition(mark)[0]
    return detail.strip()[:200]
