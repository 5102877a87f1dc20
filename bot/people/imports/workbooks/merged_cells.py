"""Merged cells: what stands in the first of them is said of all. Pure; memory grows with the merges, not with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.people.imports.workbooks.sheet import MOST_COLUMNS, SheetRow


class Merge(NamedTuple):
    """A rectangle of cells that look like one; rows from 1, columns from 0, both ends belong to it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


def filled(rows: Iterable[SheetRow], merges: Iterable[Merge]) -> Iterator[SheetRow]:
    """Yield the rows with what is merged written into each cell of its rectangle.

    >>> [row.cells for row in filled([SheetRow(1, ["镇", 1]), SheetRow(2, [None, 2])], [Merge(1, 2, 0, 0)])]
    [['镇', 1], ['镇', 2]]
    """
    waiting = sorted((merge for merge in merges if merge.first_column < MOST_COLUMNS), reverse=True)
    open_now: list[tuple[Merge, object]] = []
    for row in rows:
        if not waiting and not open_now:
            yield row
            continue
        cells = list(row.cells)
        open_now = [(merge, value) for merge, value in open_now if merge.last_row >= row.number]
        while waiting and waiting[-1].first_row <= row.number:
            merge = waiting.pop()
            if merge.last_row >= row.number and merge.first_row == row.number:
                at = merge.first_column
                open_now.append((merge, cells[at] if at < len(cells) else None))
        for merge, value in open_now:
            _write(cells, merge, value)
        yield replace(row, cells=cells)


def _write(cells: list[object], merge: Merge, value: object) -> None:
    if value is None:
        return
    last = min(merge.last_column, MOST_COLUMNS - 1)
    cells += [None] * (last + 1 - len(cells))
    for at in range(merge.first_column, last + 1):
        if cells[at] is None or cells[at] == "":
            cells[at] = value
