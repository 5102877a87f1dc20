"""A piece of a message that says a quantity or a date, with what it can mean at least and at most. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

from bot.kb import Interval

Role = Literal["", "birth", "start", "end"]
SpanValue = Interval[int] | Interval[Decimal] | Interval[date]


class SpanKind(Enum):
    """What a span says."""

    NUMBER = "number"
    AGE = "age"
    DURATION = "duration"
    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DATE = "date"


@dataclass(frozen=True)
class Span:
    """A quantity or date, read from ``text[start:end]``.

    ========  ========  ==========================================================================
    kind      value     unit
    ========  ========  ==========================================================================
    NUMBER    Decimal   ``""``
    AGE       int       ``years``, full years of life; of a nominal age (虚岁) the two full ages it leaves open
    DURATION  int       ``months``, full ones; ``days`` where only days, weeks or halves of months are said
    MONEY     Decimal   ``yuan``
    SHARE     Decimal   ``percent``
    COUNT     int       ``people``, ``households``, ``firms``, ``times``, ``mu`` or ``items``
    DATE      date      ``day``, ``month`` or ``year``: the finest part of the calendar that is named
    ========  ========  ==========================================================================

    ``value`` is closed; a quantity that is only bounded above starts at 0, a bound that nobody said is None. ``role``
    says of a date that someone was born on it, or that something began or ended with it.
    """

    kind: SpanKind
    start: int
    end: int
    value: SpanValue
    unit: str
    role: Role = ""
    is_nominal: bool = False

    @property
    def is_start(self) -> bool:
        """Return whether something began on this date, so that a duration follows from it on a given day."""
        return self.role == "start"
