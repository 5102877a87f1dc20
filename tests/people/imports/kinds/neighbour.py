"""One list of a kind: how its file is made, who is stored from it, what is wrong in it, what of it is not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from tests.people.imports.kept_lists import HEADINGS, identity_number, one

Rows = Sequence[Sequence[Any]]
Made = Callable[[Path], Path]
# The sentence of a mistake, where it stands, and whether the row is lost.
Wrong = tuple[str, str, bool]
MINE = date(1978, 3, 9)
LIST: Rows = (HEADINGS, one(1), one(2))


@dataclass(frozen=True)
class Neighbour:
    """A list and what becomes of it.

    Args:
        title: what is odd about it.
        made: writes the file into a folder.
        stored: by the number of a made-up person, what is stored that is not as usual; None for a value that is not there.
        wrong: of each mistake where it stands, a part of what is said, and whether its row is lost.
        left_out: of what is not read how much: rows by reason, sheets by name, columns, cells; also the rows that were joined.
        said: parts of what is said of the whole.
        changes: of the mapping.
        refused: what is said when nothing of it can be read; empty when it is read.
        before: a list that was imported before, of another source.
    """

    title: str
    made: Made
    stored: Mapping[int, Mapping[str, Any]] = field(default_factory=lambda: {1: {}, 2: {}})
    wrong: Sequence[Wrong] = ()
    left_out: Mapping[str, Any] = field(default_factory=dict)
    said: Sequence[str] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    before: Neighbour | None = None
    with_hidden: bool = False


def usual(number: int) -> dict[str, Any]:
    """Return what is stored of a made-up person whose row is as it should be."""
    return {
        "name": f"测试{number:03d}",
        "town": "示例街镇甲",
        "born_on": MINE,
        "phone": f"138{number:08d}",
        "sex": "male" if number % 2 else "female",
        "registered_unemployed": True,
        "unemployed_months": 20,
        "since": "2025-03-01",
    }


def lost(place: str, words: str) -> Wrong:
    """Return a mistake that costs the row."""
    return place, words, True


def cell(place: str, words: str) -> Wrong:
    """Return a mistake that costs only the cell."""
    return place, words, False


def book(
    *sheets: tuple[str, Rows], change: Callable[[Any], object] = lambda _book: None, name: str = "list.xlsx"
) -> Made:
    """Return what writes a workbook; ``change`` is done to it before it is saved."""

    def write(folder: Path) -> Path:
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets:
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        change(made)
        made.save(folder / name)
        return folder / name

    return write


def sheet(*rows: Sequence[Any], change: Callable[[Any], object] = lambda _sheet: None) -> Made:
    """Return what writes a workbook of one sheet; ``change`` is done to the sheet."""
    return book(("人员", rows), change=lambda made: change(made["人员"]))


def table(*rows: Sequence[Any]) -> Made:
    """Return what writes a workbook of one sheet with the usual heading."""
    return sheet(HEADINGS, *rows)


def raw(content: bytes, name: str = "list.csv") -> Made:
    """Return what writes a file as it is."""

    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def text(rows: Rows, encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n", name: str = "list.csv") -> Made:
    """Return what writes lines of text; cells that hold the delimiter have to be quoted already."""
    return raw("".join(delimiter.join(map(str, row)) + end for row in rows).encode(encoding), name)


def old_book(
    rows: Rows, change: Callable[[Any, Any], object] = lambda _book, _sheet: None, *, is_1904: bool = False
) -> Made:
    """Return what writes a workbook of Excel 97; ``change`` is done to the book and its sheet before rows are written."""

    def write(folder: Path) -> Path:
        made = xlwt.Workbook()
        made.dates_1904 = is_1904
        written = made.add_sheet("人员", cell_overwrite_ok=True)
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    written.write(at, column, value, *([day] if isinstance(value, datetime) else []))
        change(made, written)
        made.save(str(folder / "list.xls"))
        return folder / "list.xls"

    return write


def numbers(first: int, last: int) -> dict[int, dict[str, Any]]:
    """Return that people are stored as usual, from one number to another."""
    return {number: {} for number in range(first, last + 1)}


def born(number: int, day: date) -> list[Any]:
    """Return the row of a made-up person of another birthday."""
    return one(number, 身份证号=identity_number(number, f"{day:%Y%m%d}"))
