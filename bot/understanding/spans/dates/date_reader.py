"""Reads dates, full, partial and relative (22年9月初, 去年5月, 上个月15号, 昨天, 78年生). Pure: today is an argument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kb import Interval
from bot.understanding.spans.dates import calendar_periods as periods
from bot.understanding.spans.dates.calendar_periods import Days
from bot.understanding.spans.dates.calendar_words import (
    CALENDAR_WORDS,
    COUNTS_YEARS_AFTER,
    COUNTS_YEARS_BEFORE,
    DAY_WORDS,
    FIRST_SIGN,
    MAY_COUNT_MONTHS_BEFORE,
    MAY_COUNT_YEARS_AFTER,
    MONTH_WORDS,
    WEEK_WORDS,
    YEAR_WORDS,
)
from bot.understanding.spans.dates.date_roles import (
    begins,
    ends,
    is_birth,
    is_birthday,
    is_gone_by,
    is_of_an_age,
    is_to_come,
    may_be_birth,
)
from bot.understanding.spans.scan import matches
from bot.understanding.spans.span import Role, Span, SpanKind
from bot.understanding.spans.spoken_numeral import spoken_quantity

Found = re.Match[str]
Said = tuple[Days, str]

_NO_SUCH_DAY = re.compile(r"\s?\d{1,2}[月日号]")
_YOUNGEST, _OLDEST = 14, 110
_OLD_CENTURY = 40
# Nobody pays or works for sixty years: 交93年的保险 is for the year 1993.
_NO_COUNT = 60


@dataclass(frozen=True)
class DatePiece:
    """A piece of a text that is written as a date; ``span`` is None when the calendar has no such day."""

    start: int
    end: int
    span: Span | None


def dates(text: str, today: date) -> Iterator[DatePiece]:
    """Yield what is written as a date in a plain text, in order.

    A month without a year is of the year said before it in the message, else of this one; of the last if it is told as
    past and still to come, of the next if it is planned and gone by. A day without a month likewise.

    >>> [str(piece.span.value.low) for piece in dates("22年9月去的,8月25号办的,昨天问的", date(2026, 11, 25)) if piece.span]
    ['2022-09-01', '2022-08-25', '2026-11-24']
    """
    reader = _DateReader(text, today)
    for found in matches(FIRST_SIGN, CALENDAR_WORDS, text):
        if not reader.counts_years(found) and not (found.group() == "今年" and is_of_an_age(text, found.end())):
            yield reader.piece(found)


class _DateReader:
    """Reads the dates of one text; the year and month said last are those of what follows without one."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today
        self._year: int | None = None
        self._month: tuple[int, int] | None = None

    def counts_years(self, found: Found) -> bool:
        """Tell 22 years (交满22年) from the year 2022."""
        if not found["year"] or found["month"] or found["season"]:
            return False
        start, end = found.span()
        if is_birth(self._text, start, end):
            return False
        number = int(found["year"])
        if number >= _NO_COUNT:
            return False
        is_year = number <= self._today.year % 100 + 1
        is_counted = COUNTS_YEARS_BEFORE.search(self._text[max(0, start - 3) : start]) or COUNTS_YEARS_AFTER.match(
            self._text, end
        )
        return bool(is_counted) or not (is_year or may_be_birth(self._text, start, end))

    def piece(self, found: Found) -> DatePiece:
        """Return a date as it is written."""
        start, end = found.span()
        said = None if self._is_no_day(found) or self._is_ambiguous(found) else self._said(found)
        if said is None:
            return DatePiece(start, self._end_of_no_day(end), None)
        days, unit = said
        return DatePiece(start, end, Span(SpanKind.DATE, start, end, days, unit, self._role(found, days)))

    def _is_ambiguous(self, found: Found) -> bool:
        start, end = found.span()
        if found.lastgroup == "lone_month" and not found.group().endswith("份"):
            return MAY_COUNT_MONTHS_BEFORE.search(self._text[max(0, start - 2) : start]) is not None
        is_short = found.lastgroup == "year" and len(found["year"]) == 2
        return is_short and MAY_COUNT_YEARS_AFTER.match(self._text, end) is not None

    def _is_no_day(self, found: Found) -> bool:
        return (found.lastgroup in {"year", "month", "lone_month"}) and self._end_of_no_day(found.end()) > found.end()

    def _end_of_no_day(self, end: int) -> int:
        beyond = _NO_SUCH_DAY.match(self._text, end)
        return beyond.end() if beyond else end

    def _role(self, found: Found, days: Days) -> Role:
        start, end = found.span()
        if is_birth(self._text, start, end) or self._is_of_a_person(found, days):
            return "birth"
        # In 2024年3月到2025年6月 the second is an end, although 起 or 开始 may follow.
        if ends(self._text, start, end):
            return "end"
        return "start" if begins(self._text, start, end) else ""

    def _is_of_a_person(self, found: Found, days: Days) -> bool:
        """Tell whether a year, or a birthday with its year, is when somebody of working age or older was born."""
        age = self._today.year - days.high.year if days.high else 0
        if not _YOUNGEST <= age <= _OLDEST:
            return False
        has_year = found["year"] or found["iso_year"]
        return bool(has_year and is_birthday(self._text, *found.span())) or bool(
            found["year"] and may_be_birth(self._text, *found.span())
        )

    def _said(self, found: Found) -> Said | None:
        try:
            return self._days(found)
        except (ValueError, OverflowError):
            return None

    def _days(self, found: Found) -> Said | None:
        if found["day_word"]:
            day = self._today + timedelta(days=DAY_WORDS[found["day_word"]])
            return Interval(day, day), "day"
        if found["week"]:
            return self._week(found)
        if found["month_word"]:
            months = self._today.month + MONTH_WORDS[found["month_word"]]
            return self._in_month(periods.month(self._today.year, months), found["word_part"], found["word_day"])
        if found["lone_month"]:
            return self._lone_month(found)
        if found["lone_day"]:
            return self._lone_day(found)
        if found["month_part"]:
            return periods.part_of_month(
                periods.month(self._today.year, self._today.month), found["month_part"][1]
            ), "month"
        if found["lone_season"]:
            return periods.season(self._today.year, found["lone_season"]), "month"
        return self._with_year(found)

    def _with_year(self, found: Found) -> Said | None:
        year = self._year_of(found)
        if year is None:
            return None
        is_birth_date = is_birth(self._text, *found.span())
        month = found["month"] or found["iso_month"]
        if not is_birth_date:
            self._year, self._month = year, (year, _number(month)) if month else None
        if found["season"]:
            return periods.season(year, found["season"]), "month"
        if not month:
            return periods.year(year), "year"
        return self._in_month(periods.month(year, _number(month)), found["part"], found["day"] or found["iso_day"])

    def _year_of(self, found: Found) -> int | None:
        if found["year_word"]:
            return self._today.year + YEAR_WORDS[found["year_word"]]
        digits = found["year"] or found["iso_year"] or found["bare_year"]
        number = int(digits)
        if len(digits) == 4:
            return number
        is_old = number >= _OLD_CENTURY or (number > self._today.year % 100 and is_birth(self._text, *found.span()))
        return 1900 + number if is_old else 2000 + number

    def _week(self, found: Found) -> Said:
        days = periods.week(self._today, WEEK_WORDS[found["week"]])
        if found["weekday"] and days.low is not None:
            day = days.low + timedelta(days="一二三四五六日天".index(found["weekday"]) - (found["weekday"] == "天"))
            return Interval(day, day), "day"
        return days, "day"

    def _lone_month(self, found: Found) -> Said | None:
        number = _number(found["lone_month"])
        year = self._year if self._year is not None else self._likely_year(number, found.end())
        self._month = (year, number)
        return self._in_month(periods.month(year, number), found["lone_part"], found["lone_month_day"])

    def _likely_year(self, month: int, end: int) -> int:
        if month > self._today.month and is_gone_by(self._text, end):
            return self._today.year - 1
        return self._today.year + (month < self._today.month and is_to_come(self._text, end))

    def _lone_day(self, found: Found) -> Said | None:
        day = _number(found["lone_day"])
        year, month = self._month or (self._today.year, self._today.month)
        if self._month is None and day > self._today.day and is_gone_by(self._text, found.end()):
            month -= 1
        elif self._month is None and day < self._today.day and is_to_come(self._text, found.end()):
            month += 1
        return self._in_month(periods.month(year, month), None, found["lone_day"])

    def _in_month(self, days: Days, part: str | None, day: str | None) -> Said | None:
        if part:
            return periods.part_of_month(days, part), "month"
        if not day or days.low is None:
            return days, "month"
        exact = days.low.replace(day=_number(day.strip(" 日号")))
        return Interval(exact, exact), "day"


def _number(signs: str) -> int:
    if signs.isdigit():
        return int(signs)
    quantity = spoken_quantity(signs)
    return int(quantity.low) if quantity else 0
