"""Finds numerals, in digits and in Chinese, with what they can mean at least and at most (三四, 十几, 四十多, 3-5千). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.understanding.spans.spoken_numeral import SCALES, Quantity, place_of, spoken_quantity

_SPOKEN = "零〇一二两三四五六七八九十百千万亿廿卅几"
# 一点五年, but no time of the day (三点半, 三点五十).
_POINT = "点"
_TOKEN = re.compile(
    rf"[零〇一二三四五六七八九十两]{{1,3}}{_POINT}[零〇一二三四五六七八九]{{1,3}}(?:[千万亿]|(?=年|个月|个半月))|"
    r"\d{1,12}(?:(?:,\d{3}(?!\d)){1,3})?(?:\.\d{1,6})?(?:[十百千万亿]{1,3}(?:零?\d{1,4}(?!\d|\.\d|,\d{3})[百千]?|["
    + _SPOKEN
    + r"]{1,9})?|[wk](?![a-zA-Z]))?"
    rf"|好?[{_SPOKEN[2:]}][{_SPOKEN}]*|[俩仨](?=[人月年天孩企公门块])|半(?=[年个天])|[①-⑳⓪]+",
    re.IGNORECASE,
)
_MIXED = re.compile(r"(?P<head>[\d,.]+)(?P<scales>[十百千万亿wk]*)(?P<tail>.*)", re.IGNORECASE)
_OWN_UNIT = re.compile("[年个月天岁人次户家名位%成号期周口亩]")
_MORE = re.compile(
    "(?P<over>好几(?![年个月天千万])|[多余几](?!少))(?P<scale>[百千万亿])?|(?P<around>来)(?=[个岁年天块元人万千百名家户位%月口])(?P<far>[百千万亿])?"
)
_LINK = re.compile(r"(?P<unit>周?岁|年|个?月|天|万?元|块|个?人|%|个)?\s?(?:-{1,2}|~|至|到)\s?")
_CIRCLED = {"⓪": 0} | {chr(ord("①") + number): number + 1 for number in range(20)}
_SCALED = frozenset("千万亿wWkK")
_DIGITS = "零一二三四五六七八九〇"
_LONGEST = 16


class Numeral(NamedTuple):
    """A numeral at ``text[start:end]``: every value from ``low`` to ``high`` (None: open), ``place`` the last place said.

    ``is_spoken`` says that it is in Chinese, ``is_scaled`` that it has a 千, 万 or 亿; ``more`` is the 多 or 来 behind it or the 几 in it,
    ``unit`` the unit that stands between the two ends of a range.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    place: Decimal
    is_spoken: bool
    is_scaled: bool
    more: str = ""
    unit: str = ""

    @property
    def is_exact(self) -> bool:
        """Return whether it says one value."""
        return self.low == self.high and not self.more


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a plain text in order; two that bound a range come as one.

    >>> [(str(found.low), str(found.high)) for found in numerals("三四年,1万2,3-5千,十几个,52")]
    [('3', '4'), ('12000', '12000'), ('3000', '5000'), ('11', '19'), ('52', '52')]
    """
    before: Numeral | None = None
    for found in _single(text):
        joined = _range(text, before, found) if before is not None else None
        if joined is None and before is not None:
            yield before
        before = joined or found
    if before is not None:
        yield before


def _single(text: str) -> Iterator[Numeral]:
    at = 0
    while (token := _TOKEN.search(text, at)) is not None:
        end = _end(text, token)
        at = end
        quantity = _quantity(text[token.start() : end]) if end - token.start() <= _LONGEST else None
        if quantity is not None and not _is_negative(text, token.start()):
            yield _numeral(text, token.start(), end, quantity)


def _end(text: str, token: re.Match[str]) -> int:
    """Return where a numeral ends: in 30万三年 the 三 belongs to the years."""
    signs = token.group()
    has_tail = len(signs) > 2 and signs[-2] in "百千万亿" and signs[-1] not in SCALES
    return token.end() - 1 if has_tail and _OWN_UNIT.match(text, token.end()) else token.end()


def _numeral(text: str, start: int, end: int, quantity: Quantity) -> Numeral:
    signs = text[start:end]
    is_scaled = not _SCALED.isdisjoint(signs)
    found = Numeral(start, end, quantity.low, quantity.high, quantity.place, signs[0] not in "0123456789", is_scaled)
    if "几" in signs and found.high is not None:
        return found._replace(more="几")
    more = _MORE.match(text, end) if quantity.low >= 3 or quantity.place > 1 else None
    if more is None or not found.is_exact:
        return found
    scale = SCALES.get(more["scale"] or more["far"] or "", Decimal(1))
    value = quantity.low * scale
    return found._replace(
        end=more.end(),
        low=value,
        high=value,
        place=quantity.place * scale,
        is_scaled=is_scaled or scale >= 1000,
        more="多" if more["over"] else "来",
    )


def _is_negative(text: str, start: int) -> bool:
    return (
        start > 0
        and text[start - 1] == "-"
        and (start == 1 or text[start - 2] not in _SPOKEN + "0123456789年月天岁元块人%个号日")
    )


@lru_cache(maxsize=1024)
def _quantity(signs: str) -> Quantity | None:
    if signs in {"俩", "仨", "半"}:
        return Quantity.exact(Decimal({"俩": "2", "仨": "3", "半": "0.5"}[signs]))
    if signs[0] in _CIRCLED:
        return _circled(signs)
    if not signs[0].isdigit():
        return _decimal(signs) if _POINT in signs else spoken_quantity(signs)
    parts = _MIXED.fullmatch(signs)
    return _mixed(parts["head"], parts["scales"], parts["tail"]) if parts else None


def _decimal(signs: str) -> Quantity | None:
    """Read 一点五, 零点二五 and 一点五万."""
    scale = SCALES.get(signs[-1], Decimal(1))
    whole, _, places = signs.rstrip("千万亿").partition(_POINT)
    ones = Quantity.exact(Decimal(0)) if whole in "零〇" else spoken_quantity(whole)
    if ones is None or ones.low != ones.high:
        return None
    return Quantity.exact(
        scale * (ones.low + Decimal("0." + "".join(str(_DIGITS.index(sign) % 10) for sign in places)))
    )


def _circled(signs: str) -> Quantity | None:
    values = [_CIRCLED[sign] for sign in signs]
    if len(values) == 1:
        return Quantity.exact(Decimal(values[0]))
    return Quantity.exact(Decimal("".join(map(str, values)))) if max(values) < 10 and len(values) < 5 else None


def _mixed(head: str, scales: str, tail: str) -> Quantity | None:
    """Read 12.5万, 1万2, 1万2千, 3千五."""
    value = Decimal(head.replace(",", ""))
    scale = Decimal(1)
    for sign in scales:
        scale *= SCALES[sign.lower()]
    if not tail:
        return Quantity.exact(value * scale)
    if len(tail) == 1 and tail not in SCALES:
        digit = spoken_quantity(tail) if not tail.isdigit() else Quantity.exact(Decimal(tail))
        return Quantity.exact(value * scale + digit.low * scale / 10) if digit is not None else None
    rest = _quantity(tail.lstrip("零") or "零")
    if rest is None or rest.low != rest.high or rest.low >= scale:
        return None
    return Quantity.exact(value * scale + rest.low)


def _range(text: str, first: Numeral, second: Numeral) -> Numeral | None:
    """Return one numeral for 3-5千, 45到55, 50岁到60岁 or 四十七、八; None when the two are apart."""
    between = text[first.end : second.start]
    if not between or len(between) > 6 or first.more or second.more or first.high is None or second.high is None:
        return None
    if between == "、":
        return _next_digit(text, first, second)
    link = _LINK.fullmatch(between)
    if link is None or (link["unit"] and not text.startswith(link["unit"], second.end)):
        return None
    low = first.low
    if second.is_scaled and not first.is_scaled and not link["unit"]:
        scale = next(
            SCALES[sign.lower()] for sign in reversed(text[second.start : second.end]) if sign.lower() in SCALES
        )
        low = low * scale if low * scale < second.high else low
    if low >= second.high:
        return None
    return first._replace(end=second.end, low=low, high=second.high, place=second.place, is_scaled=second.is_scaled)


def _next_digit(text: str, first: Numeral, second: Numeral) -> Numeral | None:
    """Return the range of 四十七、八(岁) and 两、三(个): the second digit is the next one, and a unit follows."""
    tens = first.low - first.low % 10 if second.low < 10 else Decimal(0)
    high = tens + second.low
    if high != first.low + 1 or not _OWN_UNIT.match(text, second.end) or not first.is_exact:
        return None
    return first._replace(end=second.end, high=high, place=place_of(high))
