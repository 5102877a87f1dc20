"""The first and last day of a month, of its beginning, of a season, of a week, counted from a day. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bot.kb import Interval

Days = Interval[date]

_SEASONS = {"初": (1, 3), "底": (10, 12), "末": (10, 12), "中": (5, 8), "上半": (1, 6), "下半": (7, 12)}
_QUARTERS = {sign: number for number, signs in enumerate(("一1", "二2", "三3", "四4"), 1) for sign in signs}


def year(number: int) -> Days:
    """Return all days of a year."""
    return Interval(date(number, 1, 1), date(number, 12, 31))


def month(number_of_year: int, number: int) -> Days:
    """Return all days of a month; months before 1 and after 12 belong to the years around.

    >>> month(2026, 0)
    Interval(low=datetime.date(2025, 12, 1), high=datetime.date(2025, 12, 31))
    """
    number_of_year, number = number_of_year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(
        date(number_of_year, number, 1), date(number_of_year, number, monthrange(number_of_year, number)[1])
    )


def part_of_month(days: Days, part: str) -> Days:
    """Return the first (初, 上旬), middle (中旬) or last (底, 末, 下旬) third of a month."""
    first, last = days.low, days.high
    if first is None or last is None:
        return days
    if part in {"初", "上旬"}:
        return Interval(first, first.replace(day=10))
    if part == "中旬":
        return Interval(first.replace(day=11), first.replace(day=20))
    return Interval(first.replace(day=21), last)


def season(number_of_year: int, word: str) -> Days:
    """Return a part of a year as it is said: 年初 is its first quarter, 年底 its last, 年中 the months around June.

    >>> season(2026, "年底").low, season(2026, "二季度").high
    (datetime.date(2026, 10, 1), datetime.date(2026, 6, 30))
    """
    plain = word.replace("第", "")
    if plain.endswith("季度"):
        last = _QUARTERS[plain[0]] * 3
        first = last - 2
    else:
        first, last = _SEASONS[plain.strip("年")]
    return Interval(month(number_of_year, first).low, month(number_of_year, last).high)


def week(today: date, offset: int) -> Days:
    """Return Monday to Sunday of a week before (-1) or after (1) the one of today."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
    return Interval(monday, monday + timedelta(days=6))


def ago(today: date, count: int, unit: str) -> Days | None:
    """Return the year, month or day that lies so many years, months or days back: 三年前 is a year of the calendar."""
    if unit == "year":
        return year(today.year - count) if count < today.year else None
    if unit == "month":
        return month(today.year, today.month - count) if count < 1200 else None
    return Interval(today - timedelta(days=count), today - timedelta(days=count)) if count < 36500 else None
