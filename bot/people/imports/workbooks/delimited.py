"""Lists as lines of text: commas, semicolons or tabs, in the encodings that offices use, and lines that were torn."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.sheet import MOST_COLUMNS, Book, Sheet, SheetRow

ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = (",", "\t", ";", "|", "，", "；")
CHUNK = 1 << 20
LINES_TRIED = 40
_SAYS_DELIMITER = "sep="
# A torn row is joined again from at most so many lines.
MOST_LINES = 6
LONGEST_CELL = 1 << 20
# Fewer may be read both ways by chance.
FEWEST_CHINESE = 2
# An identity number or a mobile number: each person has one of a kind.
_IDENTIFIES = re.compile(r"['=\"]*(?:\d{17}[\dXx]|1[3-9]\d{9})\"?")


def open_delimited(path: Path) -> Book:
    """Return an open text file as a book of one sheet.

    Raises:
        PeopleListError: its encoding is none that is known.
    """
    encoding = encoding_of(path)
    raw = path.open("rb")
    file = io.TextIOWrapper(raw, encoding=encoding, newline="")
    size = os.path.getsize(path)
    sheet = Sheet("", _Lines(path, file, may_be_garbled=encoding == "gb18030").rows, is_text=True)
    return Book([sheet], lambda: min(1.0, raw.tell() / size) if size else 1.0, file.close)


def encoding_of(path: Path) -> str:
    """Return the first encoding in which the whole file can be read."""
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(UTF_16):
        return "utf-16"
    if (guessed := _without_mark(start)) is not None:
        return guessed
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


def _without_mark(start: bytes) -> str | None:
    """Return which UTF-16 a text without its mark is in: its digits and commas leave every second byte empty."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 10 < len(start):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


class _Lines:
    def __init__(self, path: Path, file: TextIO, *, may_be_garbled: bool) -> None:
        self._path, self._file, self._may_be_garbled = path, file, may_be_garbled

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows from the top; those that line breaks tore apart are joined where the count of cells proves it."""
        self._file.seek(0)
        delimiter, skipped = self._delimiter()
        yield from _joined(self._records(delimiter, skipped))

    def _delimiter(self) -> tuple[str, int]:
        """Return what parts the cells, and how many lines say nothing else."""
        try:
            start = list(islice(self._file, LINES_TRIED))
        except UnicodeDecodeError:
            raise self._unreadable() from None
        self._file.seek(0)
        if (
            start
            and start[0].lower().startswith(_SAYS_DELIMITER)
            and len(start[0].rstrip()) == len(_SAYS_DELIMITER) + 1
        ):
            return start[0].rstrip("\r\n")[-1], 1
        return delimiter_of(start), 0

    def _records(self, delimiter: str, skipped: int) -> Iterator[SheetRow]:
        before = csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(islice(self._file, skipped, None), delimiter=delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1 + skipped):
                is_garbled = self._may_be_garbled and _is_garbled(cells)
                yield SheetRow(number, cells[:MOST_COLUMNS], width=len(cells), is_garbled=is_garbled)
        except csv.Error as error:
            # The words of the csv module name the mistake, never the content.
            raise PeopleListError(
                f"{self._path} 第 {reader.line_num} 行读不下去（{error}）。多半是引号没有成对，请改好这一行再导入。"
            ) from None
        except UnicodeDecodeError:
            raise self._unreadable() from None
        finally:
            csv.field_size_limit(before)

    def _unreadable(self) -> PeopleListError:
        return PeopleListError(f"{self._path} 的文字编码看不懂。请另存为“CSV UTF-8”再导入。")


def _is_garbled(cells: Sequence[str]) -> bool:
    """Tell whether a line was read as GB18030 and is Chinese in UTF-8: no sentence is both."""
    text = "".join(cells)
    if text.isascii():
        return False
    try:
        meant = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return sum("\u4e00" <= sign <= "\u9fff" for sign in meant) >= FEWEST_CHINESE


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what parts the cells: the sign that most lines have, and have equally often.

    >>> delimiter_of(["姓名;电话;备注", "甲;1;a,b"]), delimiter_of(["姓名，电话", "甲，1"]), delimiter_of(["姓名"])
    (';', '，', ',')
    """
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            counts = Counter(len(row) - 1 for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            continue
        counts.pop(0, None)
        if not counts:
            continue
        (cells, times), *_ = counts.most_common(1)
        if (times, cells) > most:
            best, most = delimiter, (times, cells)
    return best


def _joined(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """Yield the rows; short ones that follow each other may be the pieces of one, torn by a line break inside a cell."""
    usual, full, short = 0, 0, 0
    pieces: list[SheetRow] = []
    for row in rows:
        usual = max(usual, row.width) if row.number <= LINES_TRIED else usual
        is_short = 0 < row.width < usual
        full, short = full + (row.width == usual), short + is_short
        if is_short and (pieces or row.width > 1):
            pieces.append(row)
            if _width(pieces) < usual and len(pieces) < MOST_LINES:
                continue
            mended = list(_mended(pieces, usual, is_usually_short=(short - len(pieces)) * 3 > full))
            if len(mended) < len(pieces):
                # What was torn is no sign that rows are short here.
                full, short = full + 1, short - len(pieces)
            yield from mended
        else:
            yield from _mended(pieces, usual, is_usually_short=(short - len(pieces)) * 3 > full)
            yield row
        pieces = []
    yield from _mended(pieces, usual, is_usually_short=(short - len(pieces)) * 3 > full)


def _mended(pieces: Sequence[SheetRow], usual: int, *, is_usually_short: bool) -> Iterator[SheetRow]:
    """Yield the one row that was torn, where one person's number proves it; else the pieces, marked when they may be one."""
    if len(pieces) < 2 or is_usually_short:
        # Some programs do not write the blank ends of rows.
        yield from pieces
        return
    is_one = _width(pieces) == usual
    numbers = [text for piece in pieces for cell in piece.cells if _IDENTIFIES.fullmatch(text := str(cell))]
    if is_one and numbers and len(numbers) == len({len(number) for number in numbers}):
        yield _one(pieces)
    else:
        yield from (replace(piece, is_torn=True) for piece in pieces)


def _width(pieces: Sequence[SheetRow]) -> int:
    return sum(piece.width - 1 for piece in pieces) + 1


def _one(pieces: Sequence[SheetRow]) -> SheetRow:
    cells = list(pieces[0].cells)
    for piece in pieces[1:]:
        cells[-1] = f"{cells[-1]}{piece.cells[0]}"
        cells += piece.cells[1:]
    return SheetRow(pieces[0].number, cells, width=len(cells), joined=len(pieces))
