"""Public holidays and the working days that were moved for them, as the State Council's office announced. Frozen; read by outreach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.policies.model import Citation

SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """Days off in a row, both ends included."""

    title: str
    first: date
    last: date
    citation: Citation


@dataclass(frozen=True)
class MovedWorkday:
    """A day of a weekend on which people work (调休上班)."""

    day: date
    citation: Citation


@dataclass(frozen=True)
class Calendar:
    """What is announced. A weekend is no holiday by itself; a year that is not announced has none.

    >>> Calendar().is_holiday(date(2027, 1, 2))
    False
    """

    holidays: tuple[Holiday, ...] = ()
    moved_workdays: tuple[MovedWorkday, ...] = ()

    def is_holiday(self, day: date) -> bool:
        """Tell whether a day is a public holiday."""
        return any(holiday.first <= day <= holiday.last for holiday in self.holidays)

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on a day: from Monday to Friday unless off, and on moved working days."""
        if any(moved.day == day for moved in self.moved_workdays):
            return True
        return day.weekday() < SATURDAY and not self.is_holiday(day)
