"""Days of fairs as people say them. Pure."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "一二三四五六日"


def say_day(day: date) -> str:
    """Return a day as people say it.

    >>> say_day(date(2026, 12, 5))
    '12月5日（周六）'
    """
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
