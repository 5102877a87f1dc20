"""Reads money, shares and counts, and numbers that say nothing more (五千, 四分之三, 50人, 52). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.kb import Interval
from bot.understanding.spans.amount_words import (
    COUNT_UNITS,
    LONE_ONE,
    MONEY_CUE,
    MONEY_TAIL,
    MONEY_UNIT,
    NO_MONEY_AFTER,
    NO_QUANTITY_AFTER,
    PAY_CUE,
)
from bot.understanding.spans.numeral import Numeral
from bot.understanding.spans.span import Span, SpanKind
from bot.understanding.spans.tolerance import Scale, bounded, has_word_after

_CENT = Decimal("0.01")
_MONEY, _PERCENT, _PEOPLE = Scale(grain=_CENT), Scale(grain=_CENT), Scale()
_TENTH = Scale(Decimal(10), _CENT)
_HUNDRED = Decimal(100)
_SLASH = re.compile(r"(?<![\d/.])(?P<part>[1-9])/(?P<whole>[2-9]|10)(?!\d|/|\.\d)")
_TENTHS = re.compile("成(?![立功年本交员了为人果绩都长家份])")
# 「1、」 and 「一 」 before words head an entry of a list.
_HEADING = re.compile(r"[、.:] ?(?=[\u4e00-\u9fffa-zA-Z])| +(?=[\u4e00-\u9fff])")
_APART = re.compile("[^\\u4e00-\\u9fff\\da-zA-Z]")
_OTHER_SIGNS = frozenset("/:.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BEFORE = 8


def share(text: str, found: Sequence[Numeral], at: int) -> tuple[Span, int] | None:
    """Return the share that starts with a numeral (四分之三, 75%, 七成, 3/4, 一半) and how many numerals it takes."""
    numeral = found[at]
    if text.startswith("分之", numeral.end) and at + 1 < len(found) and found[at + 1].start == numeral.end + 2:
        return _fraction(text, numeral, found[at + 1])
    slash = _SLASH.match(text, numeral.start)
    if slash and int(slash["part"]) < int(slash["whole"]):
        value = (_HUNDRED * int(slash["part"]) / int(slash["whole"])).quantize(_CENT)
        return _share(slash.start(), slash.end(), value, value), 2
    if text[numeral.start : numeral.end] == "一" and re.match(
        "半(?![年个天月会路块儿])", text[numeral.end : numeral.end + 2]
    ):
        return _share(numeral.start, numeral.end + 1, Decimal(50), Decimal(50)), 1
    return _percentage(text, numeral)


def _fraction(text: str, whole: Numeral, part: Numeral) -> tuple[Span, int] | None:
    if whole.low <= 0 or part.low > whole.low or not whole.is_exact or not part.is_exact:
        return None
    value = (_HUNDRED * part.low / whole.low).quantize(_CENT)
    return _share(whole.start, part.end, value, value), 2


def _percentage(text: str, numeral: Numeral) -> tuple[Span, int] | None:
    before = text[max(0, numeral.start - 3) : numeral.start]
    if before == "百分之":
        return _bounded_share(text, numeral, numeral.end, 3), 1
    if text.startswith("%", numeral.end):
        return _bounded_share(text, numeral, numeral.end + 1, 0), 1
    if numeral.low <= 10 and numeral.high is not None and _TENTHS.match(text, numeral.end):
        is_half = text[numeral.end + 1 : numeral.end + 2] in {"五", "半"}
        said = bounded(text, numeral, numeral.end + (2 if is_half else 1), _TENTH, half=is_half)
        is_part = said.low <= _HUNDRED
        return (_share(said.start, said.end, said.low, min(said.high or _HUNDRED, _HUNDRED)), 1) if is_part else None
    return None


def _bounded_share(text: str, numeral: Numeral, end: int, words_before: int) -> Span:
    said = bounded(text, numeral, end, _PERCENT)
    high = _HUNDRED if said.high is None and said.low <= _HUNDRED else said.high
    return _share(said.start - words_before, said.end, said.low, high)


def _share(start: int, end: int, low: Decimal, high: Decimal | None) -> Span:
    return Span(SpanKind.SHARE, start, end, Interval(low, high), "percent")


def money(text: str, numeral: Numeral) -> Span | None:
    """Return the sum that a numeral says: 元 or 块 follows, it is spoken in 千 or 万, or the words are about pay."""
    unit = MONEY_UNIT.match(text, numeral.end)
    end = unit.end() if unit else numeral.end
    # 一块 means together as well.
    if unit and text[numeral.start : end] == "一块" and not _has_cue(text, numeral):
        return None
    if unit is None and not _is_bare_sum(text, numeral):
        return None
    tail = MONEY_TAIL.match(text, end) if unit and unit.group().strip() == "块" and numeral.is_exact else None
    if tail is not None:
        value = numeral.low + Decimal("0.5" if tail.group() == "半" else _tenths(tail["tenths"]))
        return Span(SpanKind.MONEY, numeral.start, tail.end(), Interval(value, value), "yuan")
    said = bounded(text, numeral, end, _MONEY)
    return Span(SpanKind.MONEY, said.start, said.end, Interval(said.low, said.high), "yuan")


def _tenths(sign: str) -> str:
    return f"0.{sign if sign.isdigit() else '0123456789'['零一二三四五六七八九'.index(sign)]}"


def _is_bare_sum(text: str, numeral: Numeral) -> bool:
    if NO_MONEY_AFTER.match(text, numeral.end) or numeral.low < 100:
        return False
    if numeral.is_scaled:
        return True
    return _has_cue(text, numeral)


def _has_cue(text: str, numeral: Numeral) -> bool:
    """Return whether the words before a number are about pay, or about a sum and it is no year."""
    before = text[max(0, numeral.start - _BEFORE) : numeral.start]
    is_year = not numeral.is_spoken and 1990 <= numeral.low <= 2099 and numeral.end - numeral.start == 4
    return PAY_CUE.search(before) is not None or (not is_year and MONEY_CUE.search(before) is not None)


def count(text: str, numeral: Numeral) -> Span | None:
    """Return how many people, households, firms, times, mu or things a numeral counts.

    一 is as often an article (一个人去办): it counts only where someone is hired, has, or was left (雇了一个人).
    """
    unit = COUNT_UNITS.match(text, numeral.end)
    if unit is None or numeral.low != int(numeral.low):
        return None
    is_pair = text[numeral.start] in "俩仨"
    if unit["pair"] is not None and not is_pair:
        return None
    is_one = numeral.is_spoken and numeral.low == 1 and numeral.is_exact
    if is_one and not LONE_ONE.search(text[max(0, numeral.start - 3) : numeral.start]):
        return None
    said = bounded(text, numeral, unit.end(), _PEOPLE, over=unit["over"] == "多")
    name = unit.lastgroup if unit.lastgroup not in {"over", "pair", None} else "items"
    high = None if said.high is None else int(said.high)
    return Span(SpanKind.COUNT, said.start, said.end, Interval(int(said.low), high), str(name))


def number(text: str, numeral: Numeral) -> Span | None:
    """Return a number with no unit; a single Chinese sign (三 in 三农) only when it stands alone."""
    if NO_QUANTITY_AFTER.match(text, numeral.end) or text[numeral.start - 1 : numeral.start] in _OTHER_SIGNS:
        return None
    is_single = numeral.end - numeral.start == 1
    if is_single and not (_is_apart(text, numeral.start - 1) and _is_apart(text, numeral.end)):
        return None
    if is_single and (text[numeral.start] in "俩仨半" or _HEADING.match(text, numeral.end)):
        return None
    said = bounded(text, numeral, numeral.end, _number_scale(numeral))
    return Span(SpanKind.NUMBER, said.start, said.end, Interval(said.low, said.high), "")


def _number_scale(numeral: Numeral) -> Scale:
    return Scale(grain=min(numeral.place, Decimal(1)))


def _is_apart(text: str, at: int) -> bool:
    return (
        not 0 <= at < len(text)
        or _APART.match(text[at]) is not None
        or text[at] in "了吧呢啊是"
        or has_word_after(text, at)
    )
