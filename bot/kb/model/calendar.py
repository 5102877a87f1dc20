"""Public holidays, as the State Council's office announced. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.kb.model.citations import Citation


@dataclass(frozen=True)
class Holiday:
    """Days off in a row, both ends included."""

    title: str
    first: date
    last: date
    citation: Citation


@dataclass(frozen=True)
class Calendar:
    """What is announced. A weekend is no holiday by itself; a year that is not announced has none.

    >>> Calendar().is_holiday(date(2027, 1, 2))
    False
    """

    holidays: tuple[Holiday, ...] = ()

    def is_holiday(self, day: date) -> bool:
        """Tell whether a day is a public holiday."""
        return any(holiday.first <= day <= holiday.last for holiday in self.holidays)
