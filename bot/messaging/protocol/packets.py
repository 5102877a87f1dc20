"""Puts the parts of a long answer into as few messages as hold them, each part whole wherever it fits into one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messaging.protocol.pieces import size, split


def pack(parts: Sequence[str], most_bytes: int) -> list[str]:
    """Return messages of at most so many bytes.

    >>> pack(["甲乙", "丙丁", "戊己"], 14)
    ['甲乙\\n\\n丙丁', '戊己']
    """
    messages: list[str] = []
    for part in parts:
        joined = f"{messages[-1]}\n\n{part}" if messages else part
        if size(joined) <= most_bytes:
            messages[-1:] = [joined]
        else:
            messages += split(part, most_bytes)
    return messages
