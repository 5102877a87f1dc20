"""Reads one numeral written in Chinese (一万五, 两三, 十七八, 四五十, 十几, 好几). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)} | {
    "w": Decimal(10**4),
    "k": Decimal(1000),
}
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"两": 2}
_FEW = 0


@dataclass(frozen=True)
class Quantity:
    """Every value from ``low`` to ``high`` (None: open); ``place`` is the value of the last place said, 10 in 五十."""

    low: Decimal
    high: Decimal | None
    place: Decimal

    @classmethod
    def exact(cls, value: Decimal) -> Quantity:
        """Return a quantity of one value."""
        return cls(value, value, place_of(value))


def place_of(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not 0.

    >>> [str(place_of(Decimal(value))) for value in ("50", "48", "1.5", "125000", "0")]
    ['10', '1', '0.1', '1000', '1']
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if value and isinstance(exponent, int) else Decimal(1)


@dataclass
class _Section:
    """What has been read below the next 万: the sum, the digits that wait for their scale, the scale before them."""

    low: int = 0
    high: int = 0
    waiting: tuple[int, ...] = ()
    scale: int = 0
    is_after_zero: bool = False

    def take_scale(self, scale: int) -> bool:
        """Multiply the waiting digits by a scale; return False when that is no numeral (百 alone, 三百千)."""
        if not self.waiting and not (scale == 10 and self.scale != 10):
            return False
        if self.scale and scale >= self.scale:
            return False
        bounds = _bounds(self.waiting or (1,))
        if bounds is None or (bounds[0] != bounds[1] and self.low):
            return False
        self.low += bounds[0] * scale
        self.high += bounds[1] * scale
        self.waiting, self.scale, self.is_after_zero = (), scale, False
        return True

    def close(self, above: int) -> tuple[int, int, int] | None:
        """Return low, high and place with the digits that still wait; 五 of 一百五 and 一万五 counts tens and thousands."""
        if not self.waiting:
            return (self.low, self.high, self.scale or 1)
        bounds = _bounds(self.waiting, is_after_ten=self.scale == 10)
        last = self.scale or above
        if bounds is None or (bounds[0] != bounds[1] and self.low != self.high):
            return None
        is_short = last >= 100 and not self.is_after_zero and len(self.waiting) == 1 and self.waiting[0] != _FEW
        unit = last // 10 if is_short else 1
        return (self.low + bounds[0] * unit, self.high + bounds[1] * unit, unit)


def spoken_quantity(signs: str) -> Quantity | None:
    """Return what a run of Chinese numeral signs says, or None when it is none: 百, 二二, 一二三, 几 of a question.

    >>> [str(spoken_quantity(signs).low) for signs in ("五十八", "一万五", "一百零二", "一亿二千万", "廿八")]
    ['58', '15000', '102', '120000000', '28']
    >>> [(str(found.low), str(found.high)) for found in map(spoken_quantity, ("两三", "十七八", "四五十", "十几", "好几"))]
    [('2', '3'), ('17', '18'), ('40', '50'), ('11', '19'), ('2', 'None')]
    """
    if signs in {"好几", "好几十", "好几百", "好几千", "好几万"}:
        scale = SCALES.get(signs[-1], Decimal(1))
        return Quantity(2 * scale, None, scale)
    signs = signs.replace("廿", "二十").replace("卅", "三十").replace("零", "〇")
    if signs in {"几", "〇"} or signs.startswith(("好", "〇")) or "〇〇" in signs:
        return None
    return _sum(signs)


def _sum(signs: str) -> Quantity | None:
    low = high = above = 0
    section = _Section()
    for sign in signs:
        if sign in "万亿":
            closed = section.close(0)
            scale = int(SCALES[sign])
            if closed is None or closed[1] == 0 or (above and scale >= above):
                return None
            low, high = low + closed[0] * scale, high + closed[1] * scale
            section, above = _Section(), scale
        elif sign == "〇":
            section.is_after_zero = True
        elif sign in _DIGITS or sign == "几":
            section.waiting = (*section.waiting, _DIGITS.get(sign, _FEW))
        elif sign not in SCALES or not section.take_scale(int(SCALES[sign])):
            return None
    closed = section.close(above)
    if closed is None or high + closed[1] == 0:
        return None
    place = Decimal(closed[2]) if closed[1] else place_of(Decimal(low))
    return Quantity(Decimal(low + closed[0]), Decimal(high + closed[1]), place)


def _bounds(digits: tuple[int, ...], is_after_ten: bool = False) -> tuple[int, int] | None:
    """Return what one digit, 几, or two digits as in 三四 and 三五 say at least and at most."""
    if digits == (_FEW,):
        return (1 if is_after_ten else 2, 9)
    if len(digits) == 1:
        return (digits[0], digits[0])
    if len(digits) == 2 and (0 < digits[0] < digits[1] <= digits[0] + 2 or digits == (3, 2)):
        return (min(digits), max(digits))
    return None
