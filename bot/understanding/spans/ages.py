"""Reads the age of a person (48岁, 我52, 虚岁50, 快50了, 下个月才满40) in full years. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.kb import Interval
from bot.understanding.spans.age_words import (
    AT_ANOTHER_TIME,
    CUE_AFTER,
    CUE_BEFORE,
    JUST_BEFORE,
    LAST_YEAR_BEFORE,
    NEXT_YEAR_BEFORE,
    NOMINAL_BEFORE,
    OTHER_BEFORE,
    SELF_BEFORE,
    SOON_BEFORE,
    THIS_YEAR_BEFORE,
    UNIT,
    UNIT_OF_ANOTHER,
    YEAR_AFTER_NEXT_BEFORE,
    YEARS_TO_COME,
)
from bot.understanding.spans.numeral import Numeral
from bot.understanding.spans.span import Span, SpanKind
from bot.understanding.spans.tolerance import Bounded, Scale, bounded, has_word_after, word_before

OLDEST = 120
# Without 岁 only what can be the age of someone who works; without a cue as well only where the rules draw lines.
_BARE = (14, 100)
_WITHOUT_CUE = (16, 75)
_FULL_YEARS = Scale()
# How many years someone lacks at least and at most of the age that is reached on a day.
_REACHED = (
    (SOON_BEFORE, 1, 1),
    (NEXT_YEAR_BEFORE, 2, 1),
    (YEAR_AFTER_NEXT_BEFORE, 3, 2),
    (THIS_YEAR_BEFORE, 1, 0),
    (LAST_YEAR_BEFORE, 0, -1),
    (JUST_BEFORE, 0, 0),
)
_BEFORE = 12
_DIGITS = "一二三四五六七八九"


def age(text: str, numeral: Numeral) -> Span | None:
    """Return the age that a numeral says, or None when it says something else.

    >>> from bot.understanding.spans.numeral import numerals
    >>> [age(text, next(numerals(text))).value for text in ("虚岁50", "快50了", "下个月才满40")]
    [Interval(low=48, high=49), Interval(low=45, high=49), Interval(low=39, high=39)]
    """
    if numeral.is_scaled or numeral.low > OLDEST or numeral.low != int(numeral.low):
        return None
    unit = UNIT.match(text, numeral.end)
    if unit is None and not _is_bare_age(text, numeral):
        return None
    end = unit.end() if unit else numeral.end
    if AT_ANOTHER_TIME.match(text, end):
        return None
    before = text[max(0, numeral.start - _BEFORE) : numeral.start]
    nominal = NOMINAL_BEFORE.search(before)
    if nominal or (unit and unit["nominal"]):
        return _nominal(_said(text, numeral, end), numeral.start, nominal)
    return _on_a_day(text, numeral, before, end) or _span(_said(text, numeral, end), is_nominal=False)


def _said(text: str, numeral: Numeral, end: int) -> Bounded:
    """Return the bounds; 三四十岁 reaches to the end of the forties."""
    found = bounded(text, numeral, end, _FULL_YEARS)
    is_decades = numeral.is_spoken and numeral.place == 10 and numeral.high is not None and numeral.low < numeral.high
    if is_decades and found.high is not None and "、" not in text[numeral.start : numeral.end] and numeral.unit == "":
        return Bounded(found.start, found.end, found.low, found.high + 9)
    label = re.search("周岁(?:是|都|才|也)?$", text[max(0, found.start - 4) : found.start])
    return Bounded(found.start - len(label.group()), found.end, found.low, found.high) if label else found


def _nominal(found: Bounded, at: int, cue: re.Match[str] | None) -> Span:
    """Read 虚岁: a nominal age is one more than the full age after this year's birthday and two more before it."""
    start = min(found.start, at - len(cue.group())) if cue else found.start
    low = max(found.low - 2, Decimal(0))
    high = None if found.high is None else max(found.high - 1, Decimal(0))
    return _span(Bounded(start, found.end, low, high), is_nominal=True)


def _on_a_day(text: str, numeral: Numeral, before: str, end: int) -> Span | None:
    """Read 刚满40, 下个月才满40 (39 today) and 明年满50 (48 or 49 today)."""
    if not numeral.is_exact or has_word_after(text, end):
        return None
    reached = next(_reached(before), None)
    if reached is None or numeral.low < reached[1]:
        return None
    cue, least, most = reached
    return _span(Bounded(numeral.start - len(cue), end, numeral.low - least, numeral.low - most), is_nominal=False)


def _reached(before: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words before an age that say when it is reached, with the least and the most that somebody lacks of it."""
    coming = YEARS_TO_COME.search(before)
    if coming is not None:
        sign = coming["years"].replace("两", "二")
        years = int(sign) if sign.isdigit() else _DIGITS.index(sign) + 1
        yield coming.group(), years + 1, years
    for pattern, least, most in _REACHED:
        cue = pattern.search(before)
        if cue is not None:
            yield cue.group(), least, most


def _span(found: Bounded, is_nominal: bool) -> Span:
    high = None if found.high is None else int(found.high)
    value = Interval(int(max(found.low, Decimal(0))), high)
    return Span(SpanKind.AGE, found.start, found.end, value, "years", is_nominal=is_nominal)


def _is_bare_age(text: str, numeral: Numeral) -> bool:
    """Tell whether a number without 岁 is an age: someone is named before or behind it, or only an age is said so."""
    if not _BARE[0] <= numeral.low <= _BARE[1] or UNIT_OF_ANOTHER.match(text, numeral.end) or _is_one_sign(numeral):
        return False
    start, tolerance = word_before(text, numeral.start)
    before = text[max(0, start - _BEFORE) : start]
    if CUE_BEFORE.search(before) or CUE_AFTER.match(text, numeral.end) or SELF_BEFORE.search(before):
        return True
    if not _WITHOUT_CUE[0] <= numeral.low <= _WITHOUT_CUE[1] or OTHER_BEFORE.search(before):
        return False
    whole = text[max(0, numeral.start - _BEFORE) : numeral.start]
    is_dated = NOMINAL_BEFORE.search(whole) is not None or next(_reached(whole), None) is not None
    has_tolerance = tolerance is not None and not whole.endswith(("大概", "大约", "约", "差不多", "估计"))
    return is_dated or has_tolerance or bool(numeral.more) or has_word_after(text, numeral.end)


def _is_one_sign(numeral: Numeral) -> bool:
    return numeral.end - numeral.start < 2
