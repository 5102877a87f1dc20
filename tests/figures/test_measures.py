"""No shown cell gives a small one away, whatever the counts are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.figures.measures import FEWEST_TO_SHOW, HIDDEN, TOO_FEW, guarded


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=12))
def test_what_is_hidden_cannot_be_reckoned_back_from_the_sum(counts: list[int]) -> None:
    cells = guarded(counts)
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell in (TOO_FEW, HIDDEN)]
    assert all(cell == count for count, cell in zip(counts, cells, strict=True) if isinstance(cell, int))
    assert not any(isinstance(cell, int) and 0 < cell < FEWEST_TO_SHOW for cell in cells)
    has_more = any(isinstance(cell, int) and cell for cell in cells)
    assert not hidden or not has_more or (len(hidden) > 1 and sum(hidden) >= FEWEST_TO_SHOW)
