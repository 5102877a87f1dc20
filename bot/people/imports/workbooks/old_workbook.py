"""Opens an .xls of Excel 97 to 2003. Such a file has at most 65,536 rows, so one sheet at a time fits into memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.merged_cells import Merge, filled
from bot.people.imports.workbooks.number_formats import day_of_number
from bot.people.imports.workbooks.old_formulas import valueless_formulas
from bot.people.imports.workbooks.sheet import (
    EXCEL_DAY_ZERO,
    MAC_DAY_ZERO,
    MOST_COLUMNS,
    Book,
    Sheet,
    SheetRow,
    Unreadable,
)

BIFF_8 = 80
# What xlrd raises for broken files is as various as the ways in which they are broken.
BROKEN = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    MemoryError,
)


class OldWorkbook:
    """An open .xls.

    Raises:
        PeopleListError: it is broken or has a password.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read, self._total = 0, 1
        try:
            self._book: Any = xlrd.open_workbook(str(path), on_demand=True, formatting_info=True, logfile=io.StringIO())
        except BROKEN as error:
            raise self._wrong(error) from None
        self._day_zero = MAC_DAY_ZERO if self._book.datemode else EXCEL_DAY_ZERO
        self._sheets = [
            Sheet(
                name, self._reader(number), is_hidden=self._book._sheet_visibility[number] != 0, day_zero=self._day_zero
            )
            for number, name in enumerate(self._book.sheet_names())
        ]

    def book(self) -> Book:
        """Return it as any open file."""
        return Book(self._sheets, lambda: min(1.0, self._read / self._total), self._book.release_resources)

    def _wrong(self, error: BaseException) -> PeopleListError:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            return PeopleListError(f"{self._path} 加了密码，读不了。请在 Excel 或 WPS 里去掉打开密码，另存后再导入。")
        return PeopleListError(f"{self._path} 不是完好的 .xls 文件。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")

    def _reader(self, number: int) -> Callable[[], Iterator[SheetRow]]:
        def rows() -> Iterator[SheetRow]:
            try:
                sheet = self._book.sheet_by_index(number)
            except BROKEN as error:
                raise self._wrong(error) from None
            self._total, self._read = sheet.nrows or 1, 0
            merges = [Merge(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
            start = self._book._sh_abs_posn[number]
            valueless = valueless_formulas(self._book.mem, start) if self._book.biff_version >= BIFF_8 else frozenset()
            yield from filled(self._rows(sheet, valueless), merges)
            self._book.unload_sheet(number)

        return rows

    def _rows(self, sheet: Any, valueless: frozenset[tuple[int, int]]) -> Iterator[SheetRow]:
        for at in range(sheet.nrows):
            self._read = at + 1
            info = sheet.rowinfo_map.get(at)
            cells = [
                Unreadable.FORMULA if (at, column) in valueless else _cell(cell, self._day_zero)
                for column, cell in enumerate(sheet.row(at)[:MOST_COLUMNS])
            ]
            yield SheetRow(at + 1, cells, bool(info is not None and info.hidden), sheet.row_len(at))


def _cell(cell: Any, day_zero: date) -> object:
    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_TEXT:
        return value or None
    if kind == xlrd.XL_CELL_NUMBER:
        return int(value) if value == int(value) else value
    if kind == xlrd.XL_CELL_DATE:
        return day_of_number(value, day_zero) or value
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return Unreadable.ERROR if kind == xlrd.XL_CELL_ERROR else None
