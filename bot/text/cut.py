"""Cuts a text to the length of a field of a message template, at a word and never within a number. For ``campaigns``."""

from __future__ import annotations

import re

_NUMERALS = "0-9零〇一二两三四五六七八九十百千万亿"
_UNITS = "个月年日天周岁元倍半次人家户名成"
# A number with its unit, or a Latin word, is one piece: 「四分之」 or 「30」 of 30万元 would say something else.
_PIECES = re.compile(
    rf"(?:[{_NUMERALS}]|(?<=[{_NUMERALS}])[.,/~:%％](?=[{_NUMERALS}])|(?<=[{_NUMERALS}])分之(?=[{_NUMERALS}]))+"
    rf"[%％]?[{_UNITS}]*|[A-Za-z]+|.",
    re.DOTALL,
)
_PAUSES = "，、；：。？！,;:?! "
CUT = "…"


def cut(text: str, longest: int) -> str:
    """Return the text, or as much of it as fits with the mark of a cut; better after a pause than within a clause.

    >>> cut("最高补所缴保费的四分之三", 12), cut("最高补所缴保费的四分之三", 11)
    ('最高补所缴保费的四分之三', '最高补所缴保费的…')
    """
    if len(text) <= longest:
        return text
    kept = ""
    for piece in _PIECES.findall(text):
        if len(kept) + len(piece) + len(CUT) > longest:
            break
        kept += piece
    pause = max(kept.rfind(mark) for mark in _PAUSES)
    if pause >= longest // 2:
        kept = kept[:pause]
    return kept.rstrip(_PAUSES) + CUT
