"""Workbooks with what offices put into them: merges, hidden rows, formulas, days counted from two beginnings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from bot.people.imports.workbooks import PeopleListError, Unreadable, open_book
from bot.people.imports.workbooks.sheet import MAC_DAY_ZERO


def cells_of(path: Path, sheet: int = 0) -> list[list[object]]:
    book = open_book(path)
    try:
        return [list(row.cells) for row in book.sheets[sheet].read()]
    finally:
        book.close()


def saved(book: Any, path: Path) -> Path:
    file = path / "list.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize(
    ("merge", "expected"),
    [
        ("A2:A4", [["镇", "名"], ["甲", 1], ["甲", 2], ["甲", 3]]),
        ("A2:A3", [["镇", "名"], ["甲", 1], ["甲", 2], [None, 3]]),
        ("A2:A900", [["镇", "名"], ["甲", 1], ["甲", 2], ["甲", 3]]),
        ("A3:A4", [["镇", "名"], ["甲", 1], [None, 2], [None, 3]]),
    ],
)
def test_what_is_merged_is_said_of_each_of_its_cells(tmp_path: Path, merge: str, expected: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in (["镇", "名"], ["甲", 1], [None, 2], [None, 3]):
        book.active.append(row)
    book.active.merge_cells(merge)
    assert cells_of(saved(book, tmp_path))[:4] == expected


@pytest.mark.parametrize("formula", ['=IF(1=1,"是","否")', "=DATE(2025,3,1)", "=B1&C1", "=1+1"])
def test_a_formula_without_its_value_is_no_blank(tmp_path: Path, formula: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["x", formula, None])
    assert cells_of(saved(book, tmp_path)) == [["x", Unreadable.FORMULA]]


def test_a_formula_with_its_value_is_that_value_and_one_with_an_error_is_none(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    saved(openpyxl.Workbook(), tmp_path)
    cells = (
        '<c r="A1" t="str"><f>B1</f><v>是</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="e"><f>D1</f><v>#REF!</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="b"><v>1</v></c>'
    )
    rewrite(file, f'<sheetData><row r="1">{cells}</row></sheetData>')
    assert cells_of(file) == [["是", 2, Unreadable.ERROR, None, True]]


def rewrite(file: Path, data: str) -> None:
    """Put other data into the first sheet of a saved workbook."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{space}">{data}</worksheet>'.encode()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_and_rows_are_known_as_such(tmp_path: Path, state: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["b"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("旧").sheet_state = state
    opened = open_book(saved(book, tmp_path))
    assert [sheet.is_hidden for sheet in opened.sheets] == [False, True]
    assert [row.is_hidden for row in opened.sheets[0].read()] == [False, True]
    opened.close()


@pytest.mark.parametrize("epoch", [date(1900, 1, 1), date(1904, 1, 1)])
@pytest.mark.parametrize("shown", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy", "[$-804]yyyy/m/d;@"])
def test_a_day_is_the_same_day_from_whichever_beginning_it_is_counted(tmp_path: Path, epoch: date, shown: str) -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(epoch.year, 1, 1) if epoch.year == 1904 else openpyxl.utils.datetime.WINDOWS_EPOCH
    book.active.append([datetime(2025, 3, 1)])
    book.active["A1"].number_format = shown
    file = saved(book, tmp_path)
    assert cells_of(file) == [[datetime(2025, 3, 1)]]
    opened = open_book(file)
    assert (opened.sheets[0].day_zero == MAC_DAY_ZERO) == (epoch.year == 1904)
    opened.close()


def test_numbers_keep_the_digits_that_the_file_has(tmp_path: Path) -> None:
    file = saved(openpyxl.Workbook(), tmp_path)
    values = ("120111197503121000", "1.20111197503121E+17", "13800000000", "1.5", "0.1")
    rewrite(file, f"<sheetData><row>{''.join(f'<c><v>{value}</v></c>' for value in values)}</row></sheetData>")
    assert cells_of(file) == [[120111197503121000, 1.20111197503121e17, 13800000000, 1.5, 0.1]]


def test_a_sheet_with_two_far_cells_takes_no_memory_for_what_lies_between(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD900000"] = "a", "b"
    opened = open_book(saved(book, tmp_path))
    assert [(row.number, list(row.cells), row.width) for row in opened.sheets[0].read()] == [
        (1, ["a"], 1),
        (900_000, [], 16_384),
    ]
    opened.close()


@pytest.mark.parametrize(
    "data",
    [
        "<sheetData><row r='1'><c r='A1'><v>1</v></c>",
        "<sheetData></worksheet>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><sheetData>&a;</sheetData>",
    ],
)
def test_a_broken_sheet_is_refused_and_never_half_a_list(tmp_path: Path, data: str) -> None:
    file = saved(openpyxl.Workbook(), tmp_path)
    rewrite(file, data)
    with pytest.raises(PeopleListError, match="不是完好的"):
        cells_of(file)
