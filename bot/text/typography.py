"""Sets Chinese sentences with the punctuation Chinese is printed with; editors may type either. Quotes are never set anew."""

from __future__ import annotations

import re

_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# Between digits or Latin letters (1,000 or 9:00) a mark belongs to them; beside a Chinese character it is ours.
_MARK = re.compile(rf"(?<=[{_HAN}])[,;:?!]|[,;:?!](?=[{_HAN}])")
_STRAIGHT = re.compile(rf'"([^"\n]*[{_HAN}][^"\n]*)"')
_BRACKETS = re.compile(rf"(?<=[{_HAN}])\(([^()]*)\)|\(([^()]*[{_HAN}][^()]*)\)")


def typeset(text: str) -> str:
    """Return the text with full-width punctuation and Chinese quotation marks wherever they stand beside Chinese characters.

    >>> typeset("最高30万元(2023年起),以区人社局核定为准;电话:12333")
    '最高30万元（2023年起），以区人社局核定为准；电话：12333'
    >>> typeset('村里的"就业红娘"站')
    '村里的“就业红娘”站'
    >>> typeset("1,000元以上,每天9:00起")
    '1,000元以上，每天9:00起'
    """
    text = _BRACKETS.sub(lambda found: f"（{next(part for part in found.groups() if part is not None)}）", text)
    text = _STRAIGHT.sub(r"“\1”", text)
    return _MARK.sub(lambda found: _FULL_WIDTH[found.group()], text)
