"""How figures are told: shares only of enough, changes only where they mean something, small numbers not at all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Of fewer, a share in per cent says more than is known.
FEWEST_FOR_SHARE = 20
# Of fewer, a cell of a town could point at a person.
FEWEST_TO_SHOW = 5
TOO_FEW, HIDDEN, NOTHING = "少于5", "不列", "—"


@dataclass(frozen=True)
class Portion:
    """Some of all."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1; None of too few.

        >>> Portion(15, 20).value, Portion(3, 4).value
        (0.75, None)
        """
        return self.part / self.whole if self.whole >= FEWEST_FOR_SHARE else None

    def __str__(self) -> str:
        """Return it as people read it.

        >>> str(Portion(15, 20)), str(Portion(1, 300)), str(Portion(3, 4)), str(Portion(0, 0))
        ('75%', '0.3%', '3/4', '—')
        """
        if not self.whole:
            return NOTHING
        return f"{self.part}/{self.whole}" if self.value is None else f"{round(100 * self.value, 1):g}%"


Measure = int | Portion | None


@dataclass(frozen=True)
class Comparison:
    """A measure now and in the period before."""

    now: Measure
    before: Measure

    @property
    def difference(self) -> int | None:
        """Return by how much a count grew; None for shares, and where there is nothing to compare."""
        if not (isinstance(self.now, int) and isinstance(self.before, int)):
            return None
        return self.now - self.before

    @property
    def growth(self) -> float | None:
        """Return by which share a count grew; None for shares, and where there was too little before.

        >>> Comparison(30, 20).growth, Comparison(15, 20).growth, Comparison(30, 19).growth
        (0.5, -0.25, None)
        """
        if self.difference is None or not isinstance(self.before, int) or self.before < FEWEST_FOR_SHARE:
            return None
        return self.difference / self.before

    @property
    def points(self) -> float | None:
        """Return by how many percentage points a share grew; None for counts, and where one of the shares is of too few.

        >>> Comparison(Portion(15, 20), Portion(50, 100)).points, Comparison(Portion(3, 4), Portion(50, 100)).points
        (25.0, None)
        """
        if not (isinstance(self.now, Portion) and isinstance(self.before, Portion)):
            return None
        if self.now.value is None or self.before.value is None:
            return None
        return round(100 * (self.now.value - self.before.value), 1)

    def __str__(self) -> str:
        """Return it in words; a dash where nothing can be compared.

        >>> str(Comparison(30, 20)), str(Comparison(4, 6)), str(Comparison(7, 7)), str(Comparison(5, None))
        ('多10（+50%）', '少2', '一样', '—')
        >>> str(Comparison(Portion(15, 20), Portion(50, 100))), str(Comparison(Portion(3, 4), Portion(50, 100)))
        ('升25个百分点', '—')
        """
        if self.points is not None:
            return f"{'升' if self.points > 0 else '降'}{abs(self.points):g}个百分点" if self.points else "一样"
        if self.difference is None:
            return NOTHING
        if not self.difference:
            return "一样"
        grown = "" if self.growth is None else f"（{100 * self.growth:+.0f}%）"
        return f"{'多' if self.difference > 0 else '少'}{abs(self.difference):,}{grown}"


Cell = str | int | Portion | Comparison | None


def say_cell(cell: Cell) -> str:
    """Return what stands in a cell as people read it.

    >>> say_cell(1234), say_cell(Portion(15, 20)), say_cell(None), say_cell("少于5")
    ('1,234', '75%', '—', '少于5')
    """
    if cell is None:
        return NOTHING
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def guarded(counts: Sequence[int]) -> list[Cell]:
    """Return the counts of a row or column without those that could point at a person.

    Counts below five are not shown. As the total may be known, enough others are hidden with them that nobody can reckon back:
    at least two cells, which come to five or more.

    >>> guarded([12, 0, 7, 30]), guarded([12, 2, 7, 30]), guarded([3, 4, 9]), guarded([2])
    ([12, 0, 7, 30], [12, '少于5', '不列', 30], ['少于5', '少于5', 9], ['少于5'])
    """
    cells: list[Cell] = [TOO_FEW if 0 < count < FEWEST_TO_SHOW else count for count in counts]
    hidden = [count for count in counts if 0 < count < FEWEST_TO_SHOW]
    shown = sorted((count, place) for place, count in enumerate(counts) if count >= FEWEST_TO_SHOW)
    while hidden and shown and (len(hidden) == 1 or sum(hidden) < FEWEST_TO_SHOW):
        count, place = shown.pop(0)
        hidden.append(count)
        cells[place] = HIDDEN
    return cells
