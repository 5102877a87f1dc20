"""What the words around a quantity leave open (不到, 快, 左右, 以上, 多): the values from the least to the greatest. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum

from bot.understanding.spans.numeral import Numeral


class Tolerance(Enum):
    """What a word beside a number says of the true value."""

    BELOW = "不到"
    NEARLY = "快"
    UP_TO = "以下"
    AT_LEAST = "以上"
    ABOUT = "左右"
    OVER = "多"
    JUST_OVER = "出头"
    FEW = "几"


_BEFORE = {
    word: tolerance
    for tolerance, words in {
        Tolerance.BELOW: "不到 没到 不满 未满 没满 不足 小于 低于 少于 不够 差点 差一点",
        Tolerance.NEARLY: "快 快到 快满 快要 快要到 马上 马上就 马上到 马上就要 眼看 眼看就 眼瞅着 将近 接近 近 奔 就快",
        Tolerance.UP_TO: "不超过 不高于 最多 至多 顶多 不多于",
        Tolerance.AT_LEAST: "超过 多于 高于 大于 至少 起码 最少 不低于 不少于 年满 已满 过了",
        Tolerance.ABOUT: "大概 大约 约 差不多 估计 大概有 大概是 左不过",
    }.items()
    for word in words.split()
}
_WITHIN = {"来": Tolerance.ABOUT, "几": Tolerance.FEW, "多": Tolerance.OVER}
_LONGEST_BEFORE = max(map(len, _BEFORE))
_LAST_SIGNS = frozenset(word[-1] for word in _BEFORE)
_AFTER = re.compile(
    "(?P<AT_LEAST>及?以上)|(?P<UP_TO>及?以下|及?[以之]内|内(?!部|容|蒙|地))|(?P<ABOUT>左右|上下(?!班))|(?P<BELOW>不到(?!账)|还?不满)|(?P<JUST_OVER>出头)"
    "|(?P<OVER>多(?!少|久|大)|开外)"
)


@dataclass(frozen=True)
class Scale:
    """How a spoken number becomes one of the unit that is kept: ``factor`` units each, no finer than ``grain``.

    Over one year is at least twelve full months (``is_full``), over forty at least forty-one years.
    """

    factor: Decimal = Decimal(1)
    grain: Decimal = Decimal(1)
    is_full: bool = False


@dataclass(frozen=True)
class Bounded:
    """A quantity with its words, ``text[start:end]``, and the values it can have; ``high`` is None where it is open."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None


def bounded(text: str, numeral: Numeral, end: int, scale: Scale, half: bool = False, over: bool = False) -> Bounded:
    """Return what a numeral with its unit, which ends at ``end``, says together with the words around it.

    Args:
        text: the plain text.
        numeral: the numeral.
        end: where its unit ends.
        scale: what one of the unit is.
        half: a 半 belongs to it (一年半).
        over: a 多 stands within its unit (两个多月).
    """
    start, tolerance = word_before(text, numeral.start)
    # 近两年 are the last two years; 近二十年 are not quite twenty.
    if text[start : numeral.start] == "近" and numeral.low < 10:
        start, tolerance = numeral.start, None
    after = _AFTER.match(text, end)
    if after is not None:
        end = after.end()
        tolerance = Tolerance[after.lastgroup or ""]
    if (over or numeral.more) and tolerance in {None, Tolerance.NEARLY, Tolerance.ABOUT}:
        tolerance = _WITHIN.get(numeral.more, Tolerance.OVER)
    low, high = numeral.low, numeral.high
    if half:
        low, high = low + Decimal("0.5"), None if high is None else high + Decimal("0.5")
    bounds = _bounds(low, high, numeral.place, tolerance, scale)
    return Bounded(start, end, *bounds)


def word_before(text: str, start: int) -> tuple[int, Tolerance | None]:
    """Return where the longest word of tolerance before a place begins, and which it is; the place and None if none.

    >>> word_before("还不到50", 3)
    (1, <Tolerance.BELOW: '不到'>)
    """
    if text[start - 1 : start] not in _LAST_SIGNS:
        return start, None
    for length in range(min(_LONGEST_BEFORE, start), 0, -1):
        tolerance = _BEFORE.get(text[start - length : start])
        if tolerance is not None:
            return start - length, tolerance
    return start, None


def has_word_after(text: str, end: int) -> bool:
    """Return whether a word of tolerance stands at a place (以上, 多, 左右)."""
    return _AFTER.match(text, end) is not None


def _bounds(
    low: Decimal, high: Decimal | None, place: Decimal, tolerance: Tolerance | None, scale: Scale
) -> tuple[Decimal, Decimal | None]:
    """Return the bounds in kept units; both are rounded outwards, never beyond what is said."""
    if tolerance is None:
        top = None if high is None else _whole(high * scale.factor, scale.grain, ROUND_CEILING)
        return _whole(low * scale.factor, scale.grain, ROUND_FLOOR), top
    return _tolerated(low, low if high is None else high, place, tolerance, scale)


def _tolerated(
    low: Decimal, top: Decimal, place: Decimal, tolerance: Tolerance, scale: Scale
) -> tuple[Decimal, Decimal | None]:
    # Half of the last place for 左右 and 快: 快50 is 45 to 49.
    slack = place / 2 if place > 1 else min(Decimal(2), max(place, low // 10 * place))
    zero = Decimal(0)
    # The least and greatest as spoken, and by how many grains the true value stays off the greatest.
    least, greatest, off = {
        Tolerance.BELOW: (zero, top, 1),
        Tolerance.NEARLY: (low - slack, top, 1),
        Tolerance.UP_TO: (zero, top, 0),
        Tolerance.AT_LEAST: (low, None, 0),
        Tolerance.ABOUT: (low - place / 2, top + place / 2, 0),
        Tolerance.OVER: (low, top + place, 1),
        Tolerance.JUST_OVER: (low, top + place / 2, 0),
        # 十几年 is less than twenty years.
        Tolerance.FEW: (low, top + place, 1),
    }[tolerance]
    lowest = _whole(least * scale.factor, scale.grain, ROUND_FLOOR)
    if tolerance is Tolerance.OVER and not scale.is_full:
        lowest += scale.grain
    lowest = max(lowest, zero)
    if greatest is None:
        return lowest, None
    return lowest, max(_whole(greatest * scale.factor, scale.grain, ROUND_CEILING) - off * scale.grain, lowest)


def _whole(value: Decimal, grain: Decimal, rounding: str) -> Decimal:
    return (value / grain).to_integral_value(rounding) * grain
