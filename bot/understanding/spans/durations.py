"""Reads how long something lasted (一年半, 两三个月, 不到一年, 15天), and how long ago (三年前) as a date. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.kb import Interval
from bot.understanding.spans.dates import calendar_periods as periods
from bot.understanding.spans.numeral import Numeral
from bot.understanding.spans.span import Span, SpanKind
from bot.understanding.spans.tolerance import Bounded, Scale, bounded

_UNIT = re.compile(
    r"\s?(?:(?P<year>年)(?!级|龄|纪|初|底|末|代|度|轻|前后)(?P<half_year>半(?!年))?"
    r"|(?P<month>个(?P<half_month>半)?(?P<over>多|来)?月)(?!台)"
    r"|(?P<bare_month>月)"
    r"|(?P<week>周(?![岁一二三四五六日末])|个?(?:多)?(?:星期|礼拜)(?![一二三四五六日天]))"
    r"|(?P<day>天(?![津气然天])|日(?=[内以之])))"
)
_THEN_MONTHS = re.compile("[零又加]?")
_AGO = re.compile("多?(?:以前|之前|前(?![进面台后]))")
_LONG_HALF = re.compile("[大多]$")
_LASTED_BEFORE = re.compile("[业岗职交缴了满过歇干够近足学休断停等住婚校到快]$")
_RATE_AFTER = re.compile(
    "(?:大概|差不多|才|就|得|要|能|可以|会|给|我)*(?:发|挣|补|给|拿|工资|收入|房租|\\d|一(?![直共般边]))|[^,。!?;]{0,4}?(?:多少|几[个块百千万次人]|\\d{2,}|[二两三四五六七八九](?:[百千万十]|个(?!多?月)))"
)
_RATE_BEFORE = re.compile("[\\d钱块元千万百每少]$")
_YEAR, _DAY = Scale(Decimal(12), is_full=True), Scale(is_full=True)
_MONTH = Scale(is_full=True)
_WEEK = Scale(Decimal(7), is_full=True)
_HALF_MONTH = Scale(Decimal(30), is_full=True)


def duration(text: str, found: Sequence[Numeral], at: int, today: date) -> tuple[Span | None, int] | None:
    """Return the duration, or the date so long ago, that starts with a numeral, and how many numerals it takes.

    None when no duration starts there; no span when the words say a rate (一个月4000).

    Args:
        text: the plain text.
        found: all numerals of the text.
        at: the numeral to start with.
        today: the day on which it is said.
    """
    numeral = found[at]
    unit = _UNIT.match(text, numeral.end)
    if unit is None or (unit["bare_month"] and text[numeral.start] not in "俩仨"):
        return None
    if numeral.low < 0 or numeral.low > 1200:
        return None
    if _is_rate(text, numeral, unit.end()):
        return None, 1
    ago = _long_ago(text, numeral, unit, today)
    if ago is not None:
        return ago, 1
    if unit["year"]:
        return _years(text, found, at, unit)
    return _short(text, numeral, unit), 1


def _is_rate(text: str, numeral: Numeral, end: int) -> bool:
    """Tell 一个月4000 and 多少钱一年 from what lasted a month or a year; 前两年 is a time rather than how long."""
    if numeral.is_spoken and numeral.low < 10 and text[max(0, numeral.start - 1) : numeral.start] == "前":
        return True
    if numeral.low != 1 or not numeral.is_exact or not numeral.is_spoken:
        return False
    before = text[max(0, numeral.start - 1) : numeral.start]
    if _LASTED_BEFORE.search(before):
        return False
    if text.startswith("天", numeral.end):
        return True
    return bool(_RATE_BEFORE.search(before)) or _RATE_AFTER.match(text, end) is not None


def _long_ago(text: str, numeral: Numeral, unit: re.Match[str], today: date) -> Span | None:
    after = _AGO.match(text, unit.end())
    if after is None or not numeral.is_exact or unit["half_year"] or unit["half_month"] or unit["week"]:
        return None
    count = numeral.low
    name = "year" if unit["year"] else "day" if unit["day"] else "month"
    if name == "year" and count == Decimal("0.5"):
        name, count = "month", Decimal(6)
    days = periods.ago(today, int(count), name) if count == int(count) else None
    return Span(SpanKind.DATE, numeral.start, after.end(), days, name) if days is not None else None


def _years(text: str, found: Sequence[Numeral], at: int, unit: re.Match[str]) -> tuple[Span, int]:
    numeral = found[at]
    half = unit["half_year"] is not None
    if numeral.high == Decimal("0.5"):
        return _half_year(text, numeral, unit), 1
    months = None if half else _months_after(text, found, at + 1, unit.end())
    if months is None:
        return _span(bounded(text, numeral, unit.end(), _YEAR, half), "months"), 1
    month, end = months
    total = Numeral(numeral.start, end, numeral.low * 12 + month.low, _sum(numeral, month), Decimal(1), True, False)
    return _span(bounded(text, total, end, _MONTH), "months"), 2


def _months_after(text: str, found: Sequence[Numeral], at: int, end: int) -> tuple[Numeral, int] | None:
    """Return the months that follow years at once (一年零三个月) and where they end."""
    if at >= len(found) or found[at].start - end > 1:
        return None
    link = _THEN_MONTHS.match(text, end)
    unit = _UNIT.match(text, found[at].end)
    is_next = link is not None and link.end() == found[at].start
    if unit is None or not is_next or not (unit["month"] or unit["bare_month"]) or found[at].low >= 12:
        return None
    return found[at], unit.end()


def _sum(years: Numeral, months: Numeral) -> Decimal | None:
    return None if years.high is None or months.high is None else years.high * 12 + months.high


def _half_year(text: str, numeral: Numeral, unit: re.Match[str]) -> Span:
    """Read 半年, 半年多 and 大半年, from six months on and less than a year, and 小半年, which is less."""
    is_long = _LONG_HALF.search(text[max(0, numeral.start - 1) : numeral.start]) is not None
    six = Numeral(numeral.start, numeral.end, Decimal(6), Decimal(6), Decimal(6), True, False)
    if text[max(0, numeral.start - 1) : numeral.start] == "小":
        return Span(SpanKind.DURATION, numeral.start - 1, unit.end(), Interval(0, 5), "months")
    if is_long:
        return Span(SpanKind.DURATION, numeral.start - 1, unit.end(), Interval(7, 11), "months")
    # Half of the last place: 半年左右 is three to nine months, 半年多 less than twelve.
    return _span(bounded(text, six, unit.end(), _MONTH), "months")


def _short(text: str, numeral: Numeral, unit: re.Match[str]) -> Span:
    """Read months, weeks and days; halves of months are days, 30 each month."""
    if unit["week"]:
        return _span(bounded(text, numeral, unit.end(), _WEEK), "days")
    if unit["day"]:
        return _span(bounded(text, numeral, unit.end(), _DAY), "days")
    is_half = unit["half_month"] is not None
    if is_half or numeral.low == Decimal("0.5"):
        return _span(bounded(text, numeral, unit.end(), _HALF_MONTH, is_half), "days")
    is_around = unit["over"] == "来"
    if is_around:
        numeral = Numeral(numeral.start, numeral.end, numeral.low, numeral.high, numeral.place, True, False, more="来")
    return _span(bounded(text, numeral, unit.end(), _MONTH, over=unit["over"] == "多"), "months")


def _span(found: Bounded, unit: str) -> Span:
    high = None if found.high is None else int(found.high)
    return Span(SpanKind.DURATION, found.start, found.end, Interval(int(found.low), high), unit)
