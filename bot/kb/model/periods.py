"""Dates of rules and of questions: when something holds, and which day or year was asked about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Validity:
    """When a rule holds; both ends belong to it, ``None`` means that no source names an end.

    >>> Validity(date(2020, 4, 1), date(2023, 3, 31)).covers(date(2023, 3, 31))
    True
    """

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the rule holds on this day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Validity | Period) -> bool:
        """Tell whether at least one day belongs to both."""
        first, last = (other.first, other.last) if isinstance(other, Period) else (other.start, other.end)
        starts_too_late = self.start is not None and last is not None and self.start > last
        ends_too_early = self.end is not None and first is not None and self.end < first
        return not (starts_too_late or ends_too_early)

    def within(self, period: Period) -> Period:
        """Return the part of an overlapping period that belongs to it.

        >>> Validity(date(2022, 6, 21), None).within(Period.year(2022)).first
        datetime.date(2022, 6, 21)
        """
        first = period.first if self.start is None else max(self.start, period.first)
        return Period(first, period.last if self.end is None else min(self.end, period.last))

    def contains(self, period: Period) -> bool:
        """Tell whether every day of the period belongs to it."""
        return self.covers(period.first) and self.covers(period.last)


ALWAYS = Validity()


@dataclass(frozen=True)
class Period:
    """What a question is about: one day, or a whole month or year (both ends included).

    >>> Period.day(date(2022, 7, 1)).is_day
    True
    """

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> Period:
        """Return the period of one day."""
        return cls(day, day)

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the period of a calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_day(self) -> bool:
        return self.first == self.last
