"""Says days, and values that are only known to lie between two bounds, the way people do. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from bot.kb import Interval, chinese_date

ONE_DAY = timedelta(days=1)


def say_numbers(value: Interval[int], unit: str) -> str:
    """Return a range of numbers as people say it.

    >>> say_numbers(Interval(40, 49), "周岁"), say_numbers(Interval(None, 11), "个月"), say_numbers(Interval(3, None), "人")
    ('40到49周岁', '最多11个月', '至少3人')
    """
    if value.low is not None and value.low == value.high:
        return f"{value.low}{unit}"
    if value.low is None and value.high is None:
        return "不清楚"
    if value.low is None:
        return f"最多{value.high}{unit}"
    return f"至少{value.low}{unit}" if value.high is None else f"{value.low}到{value.high}{unit}"


def say_days(value: Interval[date]) -> str:
    """Return a range of days as people say it; a whole month or year by its name.

    >>> say_days(Interval(date(2026, 3, 1), date(2026, 3, 31))), say_days(Interval(date(2026, 1, 1), date(2026, 12, 31)))
    ('2026年3月', '2026年')
    """
    low, high = value.low, value.high
    if low is None or high is None:
        known = (
            f"{chinese_date(low)}以后" if low is not None else f"{chinese_date(high)}以前" if high is not None else ""
        )
        return known or "不清楚"
    if low == high:
        return chinese_date(low)
    begins, ends = low.day == 1, (high + ONE_DAY).day == 1
    if begins and ends and (low.year, low.month) == (high.year, high.month):
        return f"{low.year}年{low.month}月"
    if begins and ends and low.year == high.year and (low.month, high.month) == (1, 12):
        return f"{low.year}年"
    return f"{chinese_date(low)}到{chinese_date(high)}"
