"""Finds the formulas of an .xls whose value the file does not hold: they look like blanks or zeros to whoever reads values only."""

from __future__ import annotations

import struct

# [MS-XLS] 2.4: the records that begin and end a sheet, and those of formulas.
_BEGIN, _END = 0x0809, 0x000A
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_HEAD = struct.Struct("<HH")
# Row, column, style, value, flags.
_FORMULA = struct.Struct("<HHH8sH")
# A value that is no number says so at its end, and that it is an empty text at its beginning.
_NO_NUMBER, _EMPTY = b"\xff\xff", 3
# The flag of programs that leave the computing to whoever opens the file.
_TO_COMPUTE = 0x0002


def valueless_formulas(stream: bytes, start: int) -> frozenset[tuple[int, int]]:
    """Return the cells (row and column from 0) of formulas without a value.

    Args:
        stream: of the workbook.
        start: where the first record of the sheet stands.
    """
    found: set[tuple[int, int]] = set()
    at, depth = start, 0
    while at + _HEAD.size <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        # A chart inside of a sheet begins and ends as a sheet does.
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            break
        if kind in _FORMULAS and size >= _FORMULA.size:
            row, column, _style, value, flags = _FORMULA.unpack_from(stream, at)
            is_empty = value[6:] == _NO_NUMBER and value[0] == _EMPTY
            if is_empty or flags & _TO_COMPUTE:
                found.add((row, column))
        at += size
    return frozenset(found)
