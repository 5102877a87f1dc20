"""Web pages and XML that other programs save as .xls."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.people.imports.workbooks import PeopleListError, Unreadable, open_book

PAGE = """<html><head><meta charset="{charset}"></head><body><p>导出</p><table>
<tr><th>街镇</th><th>姓名</th><th>号码</th></tr>
<tr><td rowspan="2">甲镇</td><td>测试<br>甲</td><td>01</td></tr>
<tr><td>测试乙</td><td>02</td></tr>
<tr style="display: none"><td>乙镇</td><td>测试丙</td><td>03</td></tr>
<tr><td colspan=3>合计 3 人</td></tr></table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="人员"><Table>
<Row><Cell><Data ss:Type="String">街镇</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">甲镇</Data></Cell><Cell><Data ss:Type="DateTime">2025-03-01T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">14</Data></Cell></Row>
<Row ss:Index="9"><Cell ss:Index="2" ss:Formula="=1+1"/></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["list.xls", "list.html", "list.csv"])
def test_a_web_page_is_read_whatever_its_name_says(tmp_path: Path, encoding: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(PAGE.format(charset=encoding).encode(encoding))
    rows = list(open_book(file).sheets[0].read())
    assert [list(row.cells) for row in rows] == [
        ["街镇", "姓名", "号码"],
        ["甲镇", "测试 甲", "01"],
        ["甲镇", "测试乙", "02"],
        ["乙镇", "测试丙", "03"],
        ["合计 3 人"] * 3,
    ]
    assert [row.is_hidden for row in rows] == [False, False, False, True, False]


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.xls"
    file.write_text("<html><body>请登录</body></html>", encoding="utf-8")
    with pytest.raises(PeopleListError, match="没有表格"):
        open_book(file)


def test_the_xml_of_excel_2003_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.xls"
    file.write_text(XML, encoding="utf-8")
    (sheet,) = open_book(file).sheets
    assert [(row.number, list(row.cells), row.is_hidden) for row in sheet.read()] == [
        (1, ["街镇", "日期"], False),
        (2, ["甲镇", datetime(2025, 3, 1)], False),
        (3, ["甲镇", 14], True),
        (9, [None, Unreadable.FORMULA], False),
    ]


def test_xml_that_breaks_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.xls"
    file.write_text(XML[:-60], encoding="utf-8")
    with pytest.raises(PeopleListError, match="XML"):
        open_book(file)
