"""The stretches of days that figures are told of: a month, a quarter, days of one's own; the stretch before, and its weeks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from bot.clock import start_of
from bot.errors import SituationError

WEEKS_OF_TREND = 12
DAYS_OF_A_WEEK = 7
MONTHS_OF_A_YEAR, MONTHS_OF_A_QUARTER = 12, 3
# Long before anything was counted; the calendar of the computer has edges.
EARLIEST_YEAR = 2020


class StretchKind(str, Enum):
    """What a period is: a month or a quarter of the calendar, or days of one's own."""

    MONTH = "month"
    QUARTER = "quarter"
    DAYS = "days"


@dataclass(frozen=True)
class Stretch:
    """Days in Asia/Shanghai, both included; of a month or quarter that is not over, those until today."""

    kind: StretchKind
    first: date
    last: date

    @property
    def since(self) -> datetime:
        """Return when the first day begins."""
        return start_of(self.first)

    @property
    def until(self) -> datetime:
        """Return when the last day is over."""
        return start_of(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        """Tell whether it is a month or quarter of the calendar that is over."""
        return self.kind is not StretchKind.DAYS and self.last == _end(self.kind, self.first)

    @property
    def title(self) -> str:
        """Return how people call it.

        >>> month_of("2026-11", date(2026, 12, 1)).title, quarter_of("2026-Q4", date(2026, 12, 1)).title
        ('2026年11月', '2026年第4季度（到12月1日）')
        """
        if self.kind is StretchKind.DAYS:
            return f"{self.first}至{self.last}"
        number = (self.first.month - 1) // MONTHS_OF_A_QUARTER + 1
        name = f"{self.first.month}月" if self.kind is StretchKind.MONTH else f"第{number}季度"
        open_end = "" if self.is_whole else f"（到{self.last.month}月{self.last.day}日）"
        return f"{self.first.year}年{name}{open_end}"

    def before(self) -> Stretch:
        """Return the period that this one is compared with.

        A whole month with the month before; one that is not over with as many first days of it; other days with as many days before.

        >>> before = month_of("2026-12", date(2026, 12, 10)).before()
        >>> str(before.first), str(before.last)
        ('2026-11-01', '2026-11-10')
        """
        if self.kind is StretchKind.DAYS:
            return Stretch(self.kind, self.first - timedelta(days=self.days), self.first - timedelta(days=1))
        first = _months_later(self.first, -_months(self.kind))
        end = _end(self.kind, first)
        last = end if self.is_whole else min(first + timedelta(days=self.days - 1), end)
        return Stretch(self.kind, first, last)


def month_of(text: str, today: date) -> Stretch:
    """Return the month that is written as ``2026-11``.

    Raises:
        SituationError: it is none, or it has not begun.
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if found is None or not 1 <= int(found[2]) <= MONTHS_OF_A_YEAR:
        raise SituationError("月份看不懂。请写成 2026-01 这样。")
    return _begun(StretchKind.MONTH, int(found[1]), int(found[2]), today)


def quarter_of(text: str, today: date) -> Stretch:
    """Return the quarter that is written as ``2026-Q4``.

    Raises:
        SituationError: it is none, or it has not begun.
    """
    found = re.fullmatch(r"(\d{4})-Q([1-4])", text, re.ASCII)
    if found is None:
        raise SituationError("季度看不懂。请写成 2026-Q1 这样。")
    return _begun(StretchKind.QUARTER, int(found[1]), (int(found[2]) - 1) * MONTHS_OF_A_QUARTER + 1, today)


def month_before(today: date) -> Stretch:
    """Return the last month that is over.

    >>> month_before(date(2027, 1, 5)).title
    '2026年12月'
    """
    return month_of(f"{_months_later(today.replace(day=1), -1):%Y-%m}", today)


def weeks_until(last: date) -> list[Stretch]:
    """Return the last weeks from Monday to Sunday, the week of a day last.

    >>> weeks = weeks_until(date(2026, 11, 25))
    >>> len(weeks), str(weeks[-1].first), str(weeks[-1].last)
    (12, '2026-11-23', '2026-11-29')
    """
    monday = last - timedelta(days=last.weekday())
    starts = [monday - timedelta(days=DAYS_OF_A_WEEK * back) for back in reversed(range(WEEKS_OF_TREND))]
    return [Stretch(StretchKind.DAYS, start, start + timedelta(days=DAYS_OF_A_WEEK - 1)) for start in starts]


def _begun(kind: StretchKind, year: int, month: int, today: date) -> Stretch:
    if year < EARLIEST_YEAR:
        raise SituationError(f"{EARLIEST_YEAR}年以前还没有记录。")
    first = date(year, month, 1)
    if first > today:
        raise SituationError("这段时间还没有开始。")
    return Stretch(kind, first, min(_end(kind, first), today))


def _months(kind: StretchKind) -> int:
    return 1 if kind is StretchKind.MONTH else MONTHS_OF_A_QUARTER


def _end(kind: StretchKind, first: date) -> date:
    return _months_later(first, _months(kind)) - timedelta(days=1)


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * MONTHS_OF_A_YEAR + first.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(year, month + 1, 1)
