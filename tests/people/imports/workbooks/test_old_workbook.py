"""Workbooks of Excel 97 to 2003."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import xlwt

from bot.people.imports.workbooks import PeopleListError, open_book


def test_an_old_workbook_is_read_with_its_merges_days_and_hidden_rows(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("人员")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    sheet.write_merge(1, 2, 0, 0, "甲镇")
    for at, text in enumerate(("镇", "号码", "日期", "数")):
        sheet.write(0, at, text)
    for row in (1, 2):
        sheet.write(row, 1, "12011119750312101X")
        sheet.write(row, 2, datetime(2025, 3, 1), day)
        sheet.write(row, 3, 14)
    sheet.row(2).hidden = True
    book.add_sheet("旧").visibility = 1
    file = tmp_path / "list.xls"
    book.save(str(file))
    opened = open_book(file)
    assert [(each.name, each.is_hidden) for each in opened.sheets] == [("人员", False), ("旧", True)]
    rows = list(opened.sheets[0].read())
    assert [list(row.cells) for row in rows[1:]] == [["甲镇", "12011119750312101X", datetime(2025, 3, 1), 14]] * 2
    assert [row.is_hidden for row in rows] == [False, False, True]
    opened.close()


@pytest.mark.parametrize(
    "rest",
    [b"", b"\xa1\xb1\x1a\xe1", b"\xa1\xb1\x1a\xe1" + b"\x00" * 4096],
    ids=["cut short", "signature only", "empty directory"],
)
def test_a_broken_old_workbook_is_refused(tmp_path: Path, rest: bytes) -> None:
    file = tmp_path / "list.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + rest)
    with pytest.raises(PeopleListError, match="不是完好的"):
        open_book(file)
