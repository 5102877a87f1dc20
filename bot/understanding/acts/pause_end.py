"""Until when someone wants to be left alone: the span that is said, or a month. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding.spans import SpanKind, read_spans

DAYS_UNSAID = 30
LONGEST_DAYS = 366
# What is said without a number, with the day on which it is over.
_SAID: tuple[tuple[tuple[str, ...], Callable[[date], date]], ...] = (
    (("今天", "今儿", "晚上"), lambda today: today + timedelta(days=1)),
    (("这两天", "歇两天", "停两天"), lambda today: today + timedelta(days=2)),
    (("这几天", "停几天", "过几天"), lambda today: today + timedelta(days=7)),
    (("这礼拜", "这星期", "这周", "本周"), lambda today: today + timedelta(days=7 - today.weekday())),
    (("这个月", "本月", "下个月", "下月"), lambda today: first_of_next_month(today)),
)


def pause_end(text: str, today: date) -> date:
    """Return the first day on which notices may come again: after the span that is said, after a month where none is.

    >>> pause_end("暂停三个月", date(2026, 11, 30)), pause_end("先别发", date(2026, 11, 1))
    (datetime.date(2027, 3, 1), datetime.date(2026, 12, 1))
    """
    longest = today + timedelta(days=LONGEST_DAYS)
    for span in read_spans(text, today):
        if span.kind is SpanKind.DURATION:
            # 半年内: from nothing to six months, of which the most is meant.
            count = next((bound for bound in (span.value.low, span.value.high) if isinstance(bound, int) and bound), 1)
            return min(_after(today, min(count, LONGEST_DAYS), span.unit), longest)
    said = next((end(today) for words, end in _SAID if any(word in text for word in words)), None)
    return said or today + timedelta(days=DAYS_UNSAID)


def first_of_next_month(today: date) -> date:
    """Return the day on which the next month begins.

    >>> first_of_next_month(date(2026, 12, 5))
    datetime.date(2027, 1, 1)
    """
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _after(today: date, count: int, unit: str) -> date:
    if unit == "days":
        return today + timedelta(days=count)
    years, month = divmod(today.month - 1 + count, 12)
    first = date(today.year + years, month + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=today.day) if today.day <= last.day else last + timedelta(days=1)
