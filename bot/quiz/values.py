"""Finds the values in a statement that can be left out: amounts, times, ages, shares, days, forms, and whose place or office counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.spans import Numeral, numerals

# Unit → the family within which values compare, and how many of its smallest unit it is.
_UNITS: dict[str, tuple[str, int]] = {
    "元": ("yuan", 1),
    "个工作日": ("working_days", 1),
    "个月": ("months", 1),
    "年": ("months", 12),
    "周岁": ("age", 1),
    "%": ("percent", 1),
    "日": ("days", 1),
    "天": ("days", 1),
    "次": ("times", 1),
    "倍": ("ratio", 1),
}
_UNIT = re.compile("|".join(sorted(_UNITS, key=len, reverse=True)))
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_FORM = re.compile(r"《[^《》]{2,24}(?:表|证)》")
# Names for one thing share a family member: who lives there is 常住, whatever word is used.
_PLACES = {
    "注册地": "registered",
    "经营地": "business",
    "常住地": "home",
    "居住地": "home",
    "户籍地": "household",
    "户口": "household",
    "参保地": "insured",
    "房屋所在区": "house",
    "房屋坐落地": "house",
}
_OFFICES = {
    "区人社局": "district_office",
    "社区居委会": "community",
    "街道(镇)": "town",
    "所在学校": "school",
    "所在的学校": "school",
    "所在院校": "school",
    "税务部门": "tax",
    "社保分中心": "insurance_office",
}
# Also said of what is no place: never asked for.
_ONLY_HEARD = frozenset({"户口"})
_NAMES = {"place": _PLACES, "office": _OFFICES}
_NAMED = {
    family: re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    for family, names in _NAMES.items()
}
EARLIEST_YEAR = 1900
# A number that goes on, or that belongs to a date or to a document, is no value by itself.
_BEFORE = "月第〔[-—~至到/."
_AFTER = "月度届第号〕]多余来几/-—~至到"


@dataclass(frozen=True)
class Value:
    """A value as it stands at ``text[start:end]``.

    Args:
        family: within which values compare; empty for a number without a unit.
        amount: what it comes to in its family.
        is_askable: it is exact, in digits, and no part of something longer; or a name.
        count: the number as it is written, without its unit; empty for names.
    """

    start: int
    end: int
    shown: str
    family: str
    amount: str
    is_askable: bool
    count: str = ""

    @property
    def unit(self) -> str:
        """Return the words behind the digits, so that choices look alike."""
        return re.sub(r"[\d.,]+", "", self.shown) if self.family not in ("form", *_NAMES) else self.family


def values_in(text: str) -> Iterator[Value]:
    """Yield the values of a text; numbers without a unit have no family and cannot be asked for.

    >>> [(each.shown, each.family, each.amount) for each in values_in("最长3年,满六个月,2022年6月21日起30日内")]
    [('2022年6月21日', 'date', '2022年6月21日'), ('3年', 'months', '36'), ('六个月', 'months', '6'), ('30日', 'days', '30')]
    """
    taken: list[tuple[int, int]] = []
    for family, pattern in (("date", _DAY), ("form", _FORM)):
        for found in pattern.finditer(text):
            taken.append(found.span())
            yield Value(*found.span(), found[0], family, found[0], True)
    for family, names in _NAMES.items():
        for found in _NAMED[family].finditer(text):
            yield Value(*found.span(), found[0], family, names[found[0]], found[0] not in _ONLY_HEARD)
    for number in numerals(text):
        if not any(start < number.end and number.start < end for start, end in taken):
            yield from _numbers(text, number)


def _numbers(text: str, number: Numeral) -> Iterator[Value]:
    unit = _UNIT.match(text, number.end)
    ends = (number.low, number.high if number.high is not None else number.low)
    if unit is None or _is_year(unit[0], number.low):
        for each in dict.fromkeys(ends):
            yield Value(number.start, number.end, text[number.start : number.end], "", _plain(each), False)
        return
    family, scale = _UNITS[unit[0]]
    shown = text[number.start : unit.end()]
    before, after = text[number.start - 1 : number.start], text[unit.end() : unit.end() + 1]
    stands_alone = not (before and before in _BEFORE) and not (after and after in _AFTER)
    is_askable = number.is_exact and not number.is_spoken and stands_alone
    for each in dict.fromkeys(ends):
        yield Value(number.start, unit.end(), shown, family, _plain(each * scale), is_askable, _plain(each))


def _is_year(unit: str, amount: Decimal) -> bool:
    return unit == "年" and amount >= EARLIEST_YEAR


def _plain(amount: Decimal) -> str:
    """Return a number in one spelling.

    >>> _plain(Decimal("30000.0")), _plain(Decimal("26.60"))
    ('30000', '26.6')
    """
    return f"{amount.normalize():f}"
