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
        ('75%', '0.3%', '4件里3件', '—')
        """
        if not self.whole:
            return NOTHING
        return f"{self.whole}件里{self.part}件" if self.value is None else f"{round(100 * self.value, 1):g}%"


Cell = str | int | Portion | None
Measure = int | Portion | None


def say_cell(cell: Cell) -> str:
    """Return what stands in a cell as people read it.

    >>> say_cell(1234), say_cell(Portion(15, 20)), say_cell(None), say_cell("少于5")
    ('1,234', '75%', '—', '少于5')
    """
    if cell is None:
        return NOTHING
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def relative_change(now: Measure, before: Measure) -> float | None:
    """Return by which share a count grew; None for shares, and where there was too little before.

    >>> relative_change(30, 20), relative_change(15, 20), relative_change(30, 19)
    (0.5, -0.25, None)
    """
    if not (isinstance(now, int) and isinstance(before, int)) or before < FEWEST_FOR_SHARE:
        return None
    return (now - before) / before


def say_change(now: Measure, before: Measure) -> str:
    """Return a change in words; a dash where nothing can be compared.

    >>> say_change(30, 20), say_change(4, 6), say_change(7, 7), say_change(Portion(15, 20), Portion(50, 100))
    ('多10（+50%）', '少2', '一样', '升25个百分点')
    >>> say_change(Portion(3, 4), Portion(50, 100)), say_change(5, None)
    ('—', '—')
    """
    if isinstance(now, Portion) and isinstance(before, Portion):
        if now.value is None or before.value is None:
            return NOTHING
        points = round(100 * (now.value - before.value), 1)
        return f"{'升' if points > 0 else '降'}{abs(points):g}个百分点" if points else "一样"
    if not (isinstance(now, int) and isinstance(before, int)):
        return NOTHING
    if now == before:
        return "一样"
    grown = relative_change(now, before)
    said = "" if grown is None else f"（{100 * grown:+.0f}%）"
    return f"{'多' if now > before else '少'}{abs(now - before):,}{said}"


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
