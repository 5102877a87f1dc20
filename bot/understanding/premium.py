"""Reads the premium that a person says they pay (我每月交1200块). Pure."""

from __future__ import annotations

import re

_PAID = re.compile(
    r"[交缴](?:了|着|的)?(?:社保|保费|保险|养老|费)?(?:是|要|大概|差不多)?(?P<yuan>\d{2,6})(?:元|块|多)?"
)


def premium_in(text: str) -> int | None:
    """Return the premium in 元 that a (normalised) message states, or None.

    >>> [premium_in(text) for text in ("我每月交1200块能补多少", "交社保900元", "交了15年", "能补多少")]
    [1200, 900, None, None]
    """
    found = _PAID.search(text)
    if found is None or text[found.end() :].startswith(("年", "个月", "月", "岁")):
        return None
    return int(found["yuan"])
