"""Finds the day, month or year that a message asks about (2022年, 去年, 2023年3月). Pure: today is an argument."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.kb import Period

EARLIEST_YEAR = 1990
LATEST_YEAR = 2099

# 税上一年能减多少 counts years: only 上一年的 and 上一年度 name one.
_RELATIVE = {"前年": -2, "去年": -1, "上一年的": -1, "上一年度": -1, "明年": 1, "后年": 2}
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:年|[-./])?\s*"
    r"(?:(?<=[年\-./])(?P<month>1[0-2]|0?[1-9])\s*(?:月|[-./])?\s*(?:(?<=[月\-./])(?P<day>3[01]|[12]\d|0?[1-9])(?:日|号)?)?)?(?!\d)"
)
_CHINESE_YEAR = re.compile("[一二][零〇九][零〇一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
# 「交满15年」 and 「工龄12年」 count years; 「22年的标准」 names one.
_SHORT_YEAR = re.compile(
    r"(?<![\d年满缴交龄了够保作干共差续过约近至到第每贷签])(?P<year>[12]\d)年(?!的?(?:工龄|社保|养老|医保|保险|以上|以内|内|了|前|后|期))"
)
_NOT_ASKED = re.compile(
    # 2025年以后还算数吗 asks about now and later.
    r"[以之往]后|届|级|生人|年?出?生|份?(?:我|被|在|就|到|从|刚|才|办理了|办了|开始|离职|入职|毕业|退休|入伍|成立|返乡|下岗|失业|开的|注册)"
)
_ASKED = re.compile(r".{0,8}?(?:能|可以|标准|多少|政策|规定|版|的话|算|申请|补贴|怎么)")
_NOW = re.compile(r"(?:那|那么)?(?:现在|今年|目前|眼下|如今)(?:的)?(?:呢|咋样|怎么样|是多少|的标准|标准)?[?。!]*")
SHORT_MESSAGE = 30


def asked_period(text: str, today: date) -> Period | None:
    """Return the period that a (normalised) message names, or ``None`` when it names none.

    A year alone means the whole year. In a long story a date counts only when a question follows it; a year of birth,
    of graduation or of losing a job never does.

    >>> asked_period("2022年能贷多少", date(2026, 1, 1))
    Period(first=datetime.date(2022, 1, 1), last=datetime.date(2022, 12, 31))
    >>> asked_period("去年申请的话", date(2026, 1, 1)).first.year
    2025
    >>> asked_period("我1974年出生", date(2026, 1, 1)) is None
    True
    """
    text = _CHINESE_YEAR.sub(lambda year: year.group().translate(_DIGITS), text)
    for found in _DATE.finditer(text):
        if not _is_asked(text, found.end()) or not (found["month"] or _says_year(text, found)):
            continue
        period = _period(int(found["year"]), found["month"], found["day"])
        if period is not None:
            return period
    for word, offset in _RELATIVE.items():
        place = text.find(word)
        if place >= 0 and _is_asked(text, place + len(word)):
            return Period.year(today.year + offset)
    short = _SHORT_YEAR.search(text)
    if short and _is_asked(text, short.end()):
        return Period.year(2000 + int(short["year"]))
    # 「那现在呢」after an answer for an earlier date asks for today again; 现在 inside a sentence says nothing of a date.
    return Period.day(today) if _NOW.fullmatch(text) else None


def _is_asked(text: str, end: int) -> bool:
    """Tell a date asked about from one that a story mentions in passing."""
    rest = text[end:]
    return not _NOT_ASKED.match(rest) and (len(text) <= SHORT_MESSAGE or _ASKED.match(rest) is not None)


def _says_year(text: str, found: re.Match[str]) -> bool:
    """Tell a year from any other number of four digits: 年 follows, or the message is about a version of that year."""
    return "年" in found.group() or re.match(r"\s*(版|度|的)", text[found.end() :]) is not None


def _period(year: int, month: str | None, day: str | None) -> Period | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return Period.year(year)
    last_day = monthrange(year, int(month))[1]
    if day is None:
        return Period(date(year, int(month), 1), date(year, int(month), last_day))
    return Period.day(date(year, int(month), int(day))) if int(day) <= last_day else None
