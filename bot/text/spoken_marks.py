"""Punctuation that is spoken: voice recognition writes 逗号 where people say it. Pure."""

from __future__ import annotations

import re

MARKS = {
    "逗号": "，",
    "句号": "。",
    "问号": "？",
    "感叹号": "！",
    "叹号": "！",
    "顿号": "、",
    "冒号": "：",
    "分号": "；",
    "省略号": "……",
}
SPOKEN = re.compile("|".join(sorted(MARKS, key=len, reverse=True)))


def write_spoken_marks(text: str) -> str:
    """Return a recognised text with its spoken punctuation written as signs.

    >>> write_spoken_marks("我五十二逗号下岗了句号能领什么问号")
    '我五十二，下岗了。能领什么？'
    """
    return SPOKEN.sub(lambda found: MARKS[found.group()], text)
