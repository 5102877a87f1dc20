"""What is counted of openings and seekers. Frozen; every count is one that may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.jobs.figures.shown import FEWEST, ShownCount
from bot.jobs.seekers import ANYWHERE

# The place of an opening that names no town.
NO_TOWN = "没写街镇"
# Whoever takes any town is missing in none.
NO_PLACES = (NO_TOWN, ANYWHERE)
NONE = ShownCount(0, 0)

__all__ = ["FEWEST", "NO_PLACES", "NO_TOWN", "JobGap", "Side", "TownFigures", "TownTrade", "WeekFigures"]


class Side(str, Enum):
    """Which of the two maps: who hires, or who looks for work."""

    OPENINGS = "openings"
    SEEKERS = "seekers"


class JobGap(str, Enum):
    """What is missing where one side has somebody and the other nobody."""

    NO_SEEKERS = "no_seekers"
    NO_OPENINGS = "no_openings"


@dataclass(frozen=True)
class TownTrade:
    """One trade in one town.

    Args:
        pay: the median of the monthly pay of openings in 分, the middle of each range; None where fewer than five say it.
        floor: the same of the least that seekers take.
    """

    town: str
    trade: str
    openings: ShownCount
    seekers: ShownCount
    pay: int | None
    floor: int | None

    def count(self, side: Side) -> ShownCount:
        """Return the count of one side."""
        return self.openings if side is Side.OPENINGS else self.seekers

    @property
    def gap(self) -> JobGap | None:
        """Return what is missing; None where both sides have somebody, or nobody."""
        if self.openings.is_none == self.seekers.is_none:
            return None
        return JobGap.NO_SEEKERS if self.seekers.is_none else JobGap.NO_OPENINGS


@dataclass(frozen=True)
class WeekFigures:
    """What came in the seven days that begin on a Monday; both are rounded to fives."""

    monday: date
    openings: ShownCount
    seekers: ShownCount


@dataclass(frozen=True)
class TownFigures:
    """All that is counted on a day; ``cells`` by town and then trade, without those that have nobody on either side.

    Args:
        sums: openings and seekers of each town, all trades together.
    """

    on: date
    cells: tuple[TownTrade, ...]
    weeks: tuple[WeekFigures, ...]
    sums: Mapping[str, tuple[ShownCount, ShownCount]]

    @property
    def towns(self) -> tuple[str, ...]:
        """Return the towns in which there is anybody."""
        return tuple(dict.fromkeys(cell.town for cell in self.cells))

    def of_town(self, town: str) -> tuple[TownTrade, ...]:
        """Return the trades of a town."""
        return tuple(cell for cell in self.cells if cell.town == town)

    def totals(self, side: Side, trade: str | None = None) -> Mapping[str, ShownCount]:
        """Return the sum of each town on one side, of one trade or of all."""
        if trade is None:
            return {town: both[side is Side.SEEKERS] for town, both in self.sums.items()}
        counted = {cell.town: cell.count(side) for cell in self.cells if cell.trade == trade}
        return {town: counted.get(town, NONE) for town in self.towns}

    def gaps(self, kind: JobGap) -> tuple[TownTrade, ...]:
        """Return where one side is missing, the most wanted first."""
        side = Side.OPENINGS if kind is JobGap.NO_SEEKERS else Side.SEEKERS
        found = [cell for cell in self.cells if cell.gap is kind and cell.town not in NO_PLACES]
        return tuple(sorted(found, key=lambda cell: (-cell.count(side).most, cell.town, cell.trade)))
