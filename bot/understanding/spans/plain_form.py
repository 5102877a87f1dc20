"""One way of writing for numerals, sign for sign, so that a place in it is the same place in the message. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLANK = "□"

_SIGNS = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)} | {0x3000: " "}
_TRADITIONAL = str.maketrans("萬億歲個兩塊錢開從達週禮後〜～–—", "万亿岁个两块钱开从达周礼后~~--")
_PLAIN = _SIGNS | _TRADITIONAL
# 伍, 陆 and 拾 are words as well (退伍, 陆续, 收拾); only beside another capital or before 元 they are numerals.
_CAPITALS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟]+")
_BEHIND_CAPITAL = frozenset("万亿元圆整")
_FROM_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
# 二〇二二年; 零八年, 二二年, and 七八年 where birth or a month follows: otherwise seven or eight years.
_SPOKEN_YEAR = re.compile(
    "[一二][零〇九][零〇一二三四五六七八九]{2}(?=年)"
    "|(?<![零〇一二三四五六七八九十百千万])(?:[零〇][零〇一二三四五六七八九]|([一二三四五六七八九])[零〇]|([二六七八九])\\2)(?=年)"
    "|(?<![零〇一二三四五六七八九十百千万])[二五六七八九][零〇一二三四五六七八九](?=年(?:的[女男]|生|出生|(?:十[一二]?|[一二三四五六七八九])月))"
)
_YEAR = re.compile("年")
_FROM_SPOKEN = str.maketrans("零〇一二三四五六七八九", "00123456789")


def plain(text: str) -> str:
    """Return a text of the same length in half-width, simplified signs, with years in digits.

    >>> plain("５０歲,二〇二二年,壹万贰仟元,退伍")
    '50岁,2022年,一万二千元,退伍'
    """
    text = _CAPITALS.sub(_plain_capitals, text.translate(_PLAIN))
    if "年" not in text:
        return text
    signs = list(text)
    for found in _spoken_years(text):
        signs[found.start() : found.end()] = found.group().translate(_FROM_SPOKEN)
    return "".join(signs)


def _plain_capitals(found: re.Match[str]) -> str:
    is_numeral = len(found.group()) > 1 or found.string[found.end() : found.end() + 1] in _BEHIND_CAPITAL
    return found.group().translate(_FROM_CAPITALS) if is_numeral else found.group()


def _spoken_years(text: str) -> Iterator[re.Match[str]]:
    """Yield the years in Chinese digits, found from their 年 backwards."""
    for sign in _YEAR.finditer(text):
        for length in (4, 2):
            found = _SPOKEN_YEAR.match(text, sign.start() - length) if sign.start() >= length else None
            if found is not None and found.end() == sign.start():
                yield found
                break


def blanked(text: str, pieces: list[tuple[int, int]]) -> str:
    """Return the text with some pieces made unreadable, of the same length.

    >>> blanked("共3个", [(1, 2)])
    '共□个'
    """
    signs = list(text)
    for start, end in pieces:
        signs[start:end] = BLANK * (end - start)
    return "".join(signs)
