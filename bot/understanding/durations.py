"""Reads how long something lasted (一年半, 3个月, 两年多) as months. Pure."""

from __future__ import annotations

import re

_NUMERAL = r"\d{1,3}|[一二两三四五六七八九]?十[一二两三四五六七八九]?|[一二两三四五六七八九]"
_DURATION = re.compile(
    rf"(?:(?P<years>{_NUMERAL})\s*年(?P<half>半)?|(?P<half_year>半年))?零?(?:(?P<months>{_NUMERAL})\s*个?月)?多?"
)
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


def months_in(text: str) -> int | None:
    """Return the first duration of a text in full months, or None.

    >>> [months_in(text) for text in ("一年多", "一年半", "半年", "3个月", "两年零三个月", "很久")]
    [12, 18, 6, 3, 27, None]
    """
    for found in _DURATION.finditer(text):
        if not any(found.group("years", "half_year", "months")):
            continue
        years = whole_number(found["years"]) * 12 if found["years"] else 0
        half = 6 if found["half"] or found["half_year"] else 0
        return years + half + (whole_number(found["months"]) if found["months"] else 0)
    return None


def whole_number(numeral: str) -> int:
    """Read a whole number below a thousand, in digits or in Chinese.

    >>> [whole_number(numeral) for numeral in ("48", "四十八", "十二", "五十", "两")]
    [48, 48, 12, 50, 2]
    """
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS[numeral]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
