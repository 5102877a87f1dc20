"""Numbers as they may be shown: under five only that there are some, and sums that say nothing more than what they are made of. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class ShownCount:
    """A number of which is shown that it lies between ``least`` and ``most``; one number where the two are the same.

    What is hidden is not kept in it, so that no page can show it.
    """

    least: int
    most: int

    @classmethod
    def of(cls, count: int) -> ShownCount:
        """Return how a count is shown.

        >>> ShownCount.of(0), ShownCount.of(3), ShownCount.of(5)
        (ShownCount(least=0, most=0), ShownCount(least=1, most=4), ShownCount(least=5, most=5))
        """
        return cls(1, FEWEST - 1) if 0 < count < FEWEST else cls(count, count)

    @property
    def is_none(self) -> bool:
        """Tell whether there is none at all."""
        return self.most == 0

    @property
    def is_few(self) -> bool:
        """Tell whether it is only said that there are fewer than five."""
        return self.least < self.most < FEWEST


def shown_sum(counts: Iterable[ShownCount]) -> ShownCount:
    """Return the sum of counts as far as they are shown: a total is made of nothing else, so no difference of totals tells what is hidden.

    >>> shown_sum([ShownCount.of(20), ShownCount.of(3)])
    ShownCount(least=21, most=24)
    """
    found = list(counts)
    return ShownCount(sum(each.least for each in found), sum(each.most for each in found))


def shown_total(counts: Iterable[int]) -> ShownCount:
    """Return the sum of counts of which those under five are hidden: the sum itself where each of them could still be anything from one to four.

    Otherwise only what follows from what is shown. It holds as long as no hidden count is part of a second total.

    >>> shown_total([20, 3]), shown_total([20, 3, 2])
    (ShownCount(least=21, most=24), ShownCount(least=25, most=25))
    """
    found = list(counts)
    few = [count for count in found if 0 < count < FEWEST]
    # The others could be one each, and four each, whatever one of them is.
    is_open = len(few) + FEWEST - 2 <= sum(few) <= (FEWEST - 1) * len(few) - (FEWEST - 2)
    if is_open:
        return ShownCount(sum(found), sum(found))
    return shown_sum(map(ShownCount.of, found))
