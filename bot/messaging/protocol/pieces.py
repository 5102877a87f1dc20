"""Cuts a long text into messages that the platforms take: by bytes, at the end of a paragraph, sentence or clause, never inside a link. Pure."""

from __future__ import annotations

import re

# 600 Chinese characters. The platforms refuse or cut at 2048 bytes (45002; https://developer.work.weixin.qq.com/document/path/96469).
MOST_BYTES = 1800
# From the best place to cut to the worst; a link counts as one piece that is never cut.
BOUNDARIES = (
    re.compile(r"\n\n"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?][”’」』）)]*"),
    re.compile(r"[；;，,、：:]"),
    re.compile(r""),
)
LINK = re.compile(r"<a [^>]*>[^<]*</a>")


def size(text: str) -> int:
    """Return the bytes of a text as the platforms count them."""
    return len(text.encode())


def split(text: str, most_bytes: int = MOST_BYTES) -> list[str]:
    """Return the text in pieces of at most so many bytes, without white space at their ends; no empty pieces.

    >>> split("第一句。第二句。", 15)
    ['第一句。', '第二句。']
    >>> split('看<a href="weixin://x">这里</a>吧', 36)
    ['看<a href="weixin://x">这里</a>', '吧']
    """
    pieces = []
    rest = text.strip()
    while rest:
        cut = len(rest) if size(rest) <= most_bytes else _cut(rest, most_bytes)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [piece for piece in pieces if piece]


def _cut(text: str, most_bytes: int) -> int:
    """Return where to cut: as far back as the best kind of boundary that leaves at least a third of the room used."""
    longest = len(text.encode()[:most_bytes].decode(errors="ignore"))
    links = [link.span() for link in LINK.finditer(text)]
    for boundary in BOUNDARIES:
        places = [found.end() for found in boundary.finditer(text, 0, longest)]
        allowed = [place for place in places if place > 0 and not any(start < place < end for start, end in links)]
        if allowed and (allowed[-1] >= longest // 3 or boundary is BOUNDARIES[-1]):
            return allowed[-1]
    # A single link that is longer than a message: it can only be broken.
    return max(longest, 1)
