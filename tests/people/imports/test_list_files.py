"""Lists in the encodings and formats that offices use, and those that cannot be read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bot.people.imports.list_files import PeopleList, PeopleListError

TEXT = '编号,街镇,备注\n1,甲,"一,二"\n,,\n3,乙,\n'


def read(path: Path, header_row: int = 1, sheet: str | None = None) -> tuple[tuple[str, ...], list[tuple[int, list]]]:  # type: ignore[type-arg]
    with PeopleList(path, header_row, sheet) as people:
        return people.header, [(row.number, list(row.cells)) for row in people.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TEXT, encoding=encoding)
    assert read(file) == (("编号", "街镇", "备注"), [(2, ["1", "甲", "一,二"]), (4, ["3", "乙", ""])])


def test_a_csv_with_tabs_is_read(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("编号\t街镇\n1\t甲\n", encoding="utf-8")
    assert read(file) == (("编号", "街镇"), [(2, ["1", "甲"])])


def test_a_title_above_the_heading_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("西青区名单,\n编号,街镇\n1,甲\n", encoding="utf-8")
    assert read(file, header_row=2) == (("编号", "街镇"), [(3, ["1", "甲"])])


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["无关"])
    sheet = book.create_sheet("人员")
    sheet.append(["编号", "出生日期"])
    sheet.append([1, datetime(1985, 3, 9)])
    sheet.append([None, None])
    sheet.append(["２", "1990-01-01"])
    book.save(path)
    return path


def test_a_workbook_is_read_sheet_by_name(tmp_path: Path) -> None:
    file = workbook(tmp_path / "people.xlsx")
    header, rows = read(file, sheet="人员")
    assert header == ("编号", "出生日期")
    assert rows == [(2, [1, datetime(1985, 3, 9)]), (4, ["２", "1990-01-01"])]


def test_reading_tells_how_far_it_has_come(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(TEXT, encoding="utf-8")
    for path in (file, workbook(tmp_path / "people.xlsx")):
        with PeopleList(path) as people:
            list(people.rows())
            assert people.done == 1.0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0rest", "xlsx"),
        (b"PK\x03\x04 broken", "完好"),
        (b"\xff\xff\xff\xff", "编码"),
        ('编号\n"1"2,"\n'.encode(), "引号"),
        (b"", "0 字节"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_remedy(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(PeopleListError, match=words):
        read(file)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(PeopleListError, match="人员"):
        read(workbook(tmp_path / "people.xlsx"), sheet="名单")


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PeopleListError, match="打不开"):
        read(tmp_path / "none.csv")
