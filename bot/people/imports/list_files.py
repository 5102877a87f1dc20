"""Reads lists of people row by row: CSV in the encodings that offices use, and XLSX. Memory does not grow with the file."""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, TextIO
from zipfile import BadZipFile

import openpyxl

from bot.errors import SettingsError
from bot.people.imports.cells import cell_text

ENCODINGS = ("utf-8-sig", "gb18030")
OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
XLSX_STARTS = b"PK\x03\x04"
OLD_EXCEL_STARTS = b"\xd0\xcf\x11\xe0"
CHUNK = 1 << 20
Cells = Sequence[object]


class PeopleListError(SettingsError):
    """A list or its mapping file cannot be used; who imports it can mend it."""


@dataclass(frozen=True)
class Row:
    """One row below the heading; ``number`` counts as a spreadsheet does, from 1."""

    number: int
    cells: Cells


class PeopleList:
    """An open list: ``header``, then ``rows()`` once. A context manager; ``done`` tells how far reading has come, from 0 to 1."""

    def __init__(self, path: Path, header_row: int = 1, sheet: str | None = None) -> None:
        self._path = path
        self._source = _open(path, sheet)
        self._rows = (Row(number, cells) for number, cells in enumerate(self._source.records(), start=1))
        self._position = 0
        self.header = self._header(header_row)

    @property
    def done(self) -> float:
        """Return which part of the file has been read; an estimate for a progress bar."""
        return self._source.done(self._position)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the heading; blank ones are left out."""
        for row in self._rows:
            self._position = row.number
            if any(cell is not None and cell != "" and cell_text(cell) for cell in row.cells):
                yield row

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def _header(self, header_row: int) -> tuple[str, ...]:
        for row in self._rows:
            self._position = row.number
            if row.number == header_row:
                return tuple(cell_text(cell) for cell in row.cells)
        self.close()
        raise PeopleListError(f"{self._path} 里没有第 {header_row} 行，找不到表头。请看映射文件里的 header_row。")

    def __enter__(self) -> PeopleList:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Csv:
    def __init__(self, path: Path, file: TextIO, size: int) -> None:
        self._path, self._file, self._size = path, file, size

    def records(self) -> Iterator[Cells]:
        first = self._file.readline()
        self._file.seek(0)
        reader = csv.reader(self._file, delimiter="\t" if "\t" in first and "," not in first else ",", strict=True)
        try:
            yield from reader
        except csv.Error as error:
            # The words of the csv module name the mistake, never the content.
            raise PeopleListError(
                f"{self._path} 第 {reader.line_num} 行读不下去（{error}）。多半是引号没有成对，请改好这一行再导入。"
            ) from None

    def done(self, _position: int) -> float:
        return min(1.0, self._file.buffer.tell() / self._size) if self._size else 1.0

    def close(self) -> None:
        self._file.close()


class _Xlsx:
    def __init__(self, file: BinaryIO, sheet: Any) -> None:
        self._file, self._sheet = file, sheet
        self._count = sheet.max_row or 0
        # Some programs write a wrong size of the sheet, and rows beyond it would be lost.
        sheet.reset_dimensions()

    def records(self) -> Iterator[Cells]:
        yield from self._sheet.iter_rows(values_only=True)

    def done(self, position: int) -> float:
        return min(1.0, position / self._count) if self._count else 0.0

    def close(self) -> None:
        self._file.close()


def _open(path: Path, sheet: str | None) -> _Csv | _Xlsx:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise PeopleListError(f"打不开名单 {path}（{error.strerror}）。请检查路径和权限。") from None
    if start == XLSX_STARTS:
        return _open_xlsx(path, sheet)
    if start == OLD_EXCEL_STARTS:
        raise PeopleListError(f"{path} 是旧版 Excel（.xls）或加了密码的表。请另存为不带密码的 .xlsx 或 .csv 再导入。")
    if start.startswith(OTHER_ENCODINGS):
        raise PeopleListError(f"{path} 是 UTF-16 编码。请另存为“CSV UTF-8”再导入。")
    return _Csv(path, path.open(encoding=_encoding_of(path), newline=""), os.path.getsize(path))


def _open_xlsx(path: Path, sheet: str | None) -> _Xlsx:
    # Opened here, since openpyxl refuses by the name of a file what it could read.
    file = path.open("rb")
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        file.close()
        raise PeopleListError(f"{path} 不是完好的 .xlsx 文件。请用 Excel 或 WPS 打开后另存一次再导入。") from None
    if sheet is not None and sheet not in book.sheetnames:
        names = "、".join(book.sheetnames)
        file.close()
        raise PeopleListError(f"{path} 里没有叫“{sheet}”的工作表；有：{names}。请改映射文件里的 sheet。")
    return _Xlsx(file, book.worksheets[0] if sheet is None else book[sheet])


def _encoding_of(path: Path) -> str:
    """Return the first encoding in which the whole file can be read."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise PeopleListError(f"{path} 的文字编码看不懂。请另存为“CSV UTF-8”再导入。")
