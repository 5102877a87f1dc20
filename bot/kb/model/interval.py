"""A value that is only known to lie between two bounds: 不到一年, 40多岁, 2026年3月(somewhere in that month). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

Bound = TypeVar("Bound", int, Decimal, date)


@dataclass(frozen=True)
class Interval(Generic[Bound]):
    """All values from ``low`` to ``high``, both included; None where that side is open.

    >>> Interval(0, 11).is_exact(), Interval(40, 40).is_exact()
    (False, True)
    """

    low: Bound | None
    high: Bound | None

    def is_exact(self) -> bool:
        """Return whether only one value is left."""
        return self.low is not None and self.low == self.high
