"""Reads what lists say of pay: 3-5千, 4000/月+提成, 时薪20, 面议, ranges that are reversed. Pure; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from bot.understanding.spans import Numeral, numerals

FEN = 100
# Without a word for the period: nobody earns so much in an hour or a day, nor so little in a month, nor so much in one.
LEAST_MONTHLY, MOST_MONTHLY = 1_000, 50_000
LEAST = 5
MONTHS = 12


class PayPeriod(str, Enum):
    """What a sum is paid for."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


class PayRemark(str, Enum):
    """What somebody should know of how pay was read."""

    REVERSED = "reversed"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class PayRange:
    """Pay as it was read: 分 for one period; all None when it is 面议, empty or not clear.

    ``has_more`` tells that something comes on top which is not counted (提成, 奖金), or that the sum is only the least.
    """

    low: int | None = None
    high: int | None = None
    period: PayPeriod | None = None
    has_more: bool = False
    remark: PayRemark | None = None


_THOUSANDS = re.compile(r"(?<=\d)[kK](?![a-zA-Z])")
_TEN_THOUSANDS = re.compile(r"(?<=\d)[wW](?![a-zA-Z])")
_DASH = re.compile("(?:[-—–―~～]|至|到)+")
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hour", re.compile("时薪|(?:/|每|一|一个)(?:个)?(?:小时|钟头|时|h)|小时工资", re.IGNORECASE)),
    ("day", re.compile(r"日薪|天薪|(?:/|每|一)(?:天|日)(?!\s*\d+\s*(?:个?小时|班|餐|顿))|日工资")),
    ("year", re.compile("年薪|(?:/|每|一)年|年收入")),
    ("month", re.compile("月薪|月工资|(?:/|每|一个?)月|底薪|基本工资|月收入")),
)
# What a number counts when it is no pay: days, hours, extra months' pay, people, kinds of insurance.
_NO_PAY = re.compile(r"\s*(?:个?小时|天|日|薪|险|金|休|人|岁|%|号|点|次|个月|节|顿|餐|班|倍|级|:)")
_BEFORE_NO_PAY = re.compile(r"(?:(?:月|周|单|双|轮|调)休|年龄)\s*$")
_TIMES = re.compile(r"\d{1,2}[:.]\d{2}\s*-\s*\d{1,2}[:.]\d{2}|\d{1,2}:\d{2}")
_BETWEEN = re.compile(r"\s*(?:元|块|千|￥|¥)*\s*-\s*[￥¥]?\s*")
_MORE = re.compile(r"提成|奖金|绩效|补贴|补助|\+|加班费|全勤|以上|起|上不封顶|多劳多得|分红")
_UNIT_OF_NUMBER = re.compile(r"\s*(?:元|块钱?|圆)?")


def read_pay(text: str) -> PayRange:
    """Return what a text says of pay.

    >>> read_pay("3-5千").low, read_pay("3-5千").high, read_pay("3-5千").period.value
    (300000, 500000, 'month')
    >>> read_pay("时薪20").period.value, read_pay("5000-3000").remark.value, read_pay("面议").low
    ('hour', 'reversed', None)
    """
    plain = _plain(text)
    sums = list(_sums(plain))
    if not sums:
        return PayRange(remark=PayRemark.UNCLEAR if re.search(r"\d", plain) else None)
    low, high = min(each[0] for each in sums), max(each[1] for each in sums)
    period = _period(plain[sums[0][3] :], low, high, plain[: sums[0][3]])
    if period is None:
        return PayRange(remark=PayRemark.UNCLEAR)
    if period == "year":
        low, high, period = low / MONTHS, high / MONTHS, "month"
    remark = PayRemark.REVERSED if any(each[2] for each in sums) else None
    return PayRange(_fen(low), _fen(high), PayPeriod(period), _MORE.search(plain) is not None, remark)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return _TIMES.sub(" ", _DASH.sub("-", _TEN_THOUSANDS.sub("万", _THOUSANDS.sub("千", plain))))


def _period(behind: str, low: Decimal, high: Decimal, before: str) -> str | None:
    """Return the period that is said first behind the sum, otherwise before it, or the month where the sums leave nothing else."""
    for text in (behind, before):
        said = [(found.start(), name) for name, pattern in _PERIODS if (found := pattern.search(text))]
        if said:
            return min(said)[1]
    return "month" if low >= LEAST_MONTHLY and high <= MOST_MONTHLY else None


def _sums(text: str) -> Iterator[tuple[Decimal, Decimal, bool, int]]:
    """Yield the least and the most of each sum, whether they stood in the other order, and where it ends."""
    found = [numeral for numeral in numerals(text) if not _is_no_pay(text, numeral)]
    at = 0
    while at < len(found):
        first, last = found[at], found[at]
        if at + 1 < len(found) and _BETWEEN.fullmatch(text[first.end : found[at + 1].start]):
            at += 1
            last = found[at]
        high = last.low if last.high is None else last.high
        low = _as_large(first.low, high) if last.is_scaled else first.low
        yield min(low, high), max(low, high), low > high, last.end
        at += 1


def _as_large(low: Decimal, high: Decimal) -> Decimal:
    """Return the first end of a range; the 千 or 万 behind the second counts for it as well (5-3千)."""
    scales = (scale for scale in (Decimal(10_000), Decimal(1_000)) if low < FEN and high >= scale)
    return low * next(scales, Decimal(1))


def _is_no_pay(text: str, numeral: Numeral) -> bool:
    if _BEFORE_NO_PAY.search(text[: numeral.start]) or (numeral.low < LEAST and not numeral.is_scaled):
        # 5-3千: the first end is small by itself.
        return _BETWEEN.match(text, numeral.end) is None or numeral.low < 1
    after = _UNIT_OF_NUMBER.match(text, numeral.end)
    is_sum = after is not None and after.end() > numeral.end
    return not is_sum and _NO_PAY.match(text, numeral.end) is not None


def _fen(yuan: Decimal) -> int:
    return int((yuan * FEN).to_integral_value())
