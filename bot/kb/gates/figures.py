"""Finds the figures in Chinese text, so that a figure in an answer can be looked for in its quoted source. Pure."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

# Sentences and quoted sources are looked at again whenever somebody on the desk writes one of them.
MOST_REMEMBERED = 8192
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMERAL = "[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*"
UNITS = "周岁|岁|个月|年|月|日|天|元|倍|半|人|次|家|户|名|场|档|类|项|种|个|级|成"

# 「一个、一次」counts nothing in everyday Chinese, so one is a figure only before these units.
_UNITS_AFTER_ONE = {"年", "个月", "月", "天", "倍", "半", "周岁", "岁", "元", "日"}
_NAMES = re.compile(r"(?<!\d)4050(?![\d元])|一次性|一对一|一人一策|一企一|一站一")
_HALF_YEAR = re.compile("(?<![上下前后])半年")
_ARABIC = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/\s*(\d+)|(%|％)|([万亿])|([千百]))?")
_FRACTION = re.compile(f"({NUMERAL}|[百千万])分之({NUMERAL}|百)")
_COUNTED = re.compile(f"({NUMERAL})({UNITS})")
# 「三十万」 is a figure even when no unit follows.
_ROUND = re.compile(f"{NUMERAL}(?<=[百千万亿])")


@lru_cache(maxsize=MOST_REMEMBERED)
def figures_in(text: str) -> frozenset[Fraction]:
    """Return every figure of the text as an exact number; percentages and shares become fractions.

    >>> sorted(figures_in("最高四分之三,即75%;个人30万元,最长三年"))
    [Fraction(3, 4), Fraction(3, 1), Fraction(300000, 1)]
    >>> figures_in("一次性补贴要一个人申请")
    frozenset()
    """
    text = _HALF_YEAR.sub("6个月", _NAMES.sub("■", text))
    found = {Fraction(_whole(top), _whole(bottom)) for bottom, top in _FRACTION.findall(text) if _whole(bottom)}
    rest = _FRACTION.sub("■", text)
    found |= {Fraction(_whole(numeral)) for numeral in _ROUND.findall(_COUNTED.sub("■", rest))}
    for numeral, unit in _COUNTED.findall(rest):
        value = _whole(numeral)
        if unit == "半":
            found |= {Fraction(1, 2)} if numeral == "一" else set()
        elif value != 1 or unit in _UNITS_AFTER_ONE:
            found.add(Fraction(value))
    for number, divisor, percent, scale, small_scale in _ARABIC.findall(rest):
        value_read = Fraction(number)
        if divisor:
            value_read = value_read / int(divisor) if int(divisor) else value_read
        elif percent:
            value_read /= 100
        elif scale or small_scale:
            value_read *= SCALES[scale or small_scale]
        found.add(value_read)
    return frozenset(found)


def _whole(numeral: str) -> int:
    """Read a Chinese whole number; plain digit rows such as 二〇二二 are read digit by digit."""
    if not any(sign in SCALES for sign in numeral):
        return int("".join(str(DIGITS[sign]) for sign in numeral))
    total = section = digit = 0
    for sign in numeral:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif SCALES[sign] >= 10_000:
            total = (total + section + digit) * SCALES[sign]
            section = digit = 0
        else:
            section += (digit or 1) * SCALES[sign]
            digit = 0
    return total + section + digit
