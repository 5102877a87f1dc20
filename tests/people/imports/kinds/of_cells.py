"""Cells whose value a file does not hold, and one person on several lists."""

from __future__ import annotations

from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt

from tests.people.imports.kept_lists import HEADINGS, one
from tests.people.imports.kinds.neighbour import LIST, Neighbour, cell, lost, old_book, sheet, table, text

FORMULA = "这一格是公式"
UNKNOWN: dict[str, Any] = {"born_on": None, "sex": None}
NOT_REGISTERED: dict[str, Any] = {"registered_unemployed": None}


def rewritten(cells: str) -> Any:
    """Return what writes a workbook whose third row has these cells in its XML, as other programs leave them."""

    def write(folder: Any) -> Any:
        file = sheet(*LIST)(folder)
        with ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        part = "xl/worksheets/sheet1.xml"
        head, found, tail = parts[part].decode().partition('<c r="E3"')
        assert found
        _, _, behind = tail.partition("</c>")
        parts[part] = f"{head}{cells}{behind}".encode()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return file

    return write


def old_formula(row: int, column: int, formula: str) -> Any:
    """Return what puts a formula that nobody computed into an old workbook."""
    return lambda _made, written: written.write(row, column, xlwt.Formula(formula))


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "formulas without their values": (
        Neighbour(
            "of the number, the name, the phone and the town",
            table(one(1, 身份证号="=B9"), one(2, 姓名="=A9", 联系电话="=C9", 街镇="=D9")),
            {2: {"name": None, "phone": None, "town": None}},
            wrong=(lost("B2", FORMULA), cell("A3", FORMULA), cell("C3", FORMULA), cell("D3", FORMULA)),
        ),
        Neighbour(
            "rows that hold nothing else",
            table(one(1), [f"=Sheet9!{sign}2" for sign in "ABCDEF"], one(2)),
            wrong=(lost("B3", FORMULA),),
        ),
        Neighbour(
            "an old workbook",
            old_book(LIST, old_formula(2, 4, 'IF(1=1;"是";"否")')),
            {1: {}, 2: NOT_REGISTERED},
            wrong=(cell("E3", FORMULA),),
        ),
        Neighbour(
            "shared with the cell above",
            rewritten('<c r="E3"><f t="shared" si="0"/></c>'),
            {1: {}, 2: NOT_REGISTERED},
            wrong=(cell("E3", FORMULA),),
        ),
        Neighbour(
            "and a value that is an error",
            rewritten('<c r="E3" t="e"><f>VLOOKUP(A2,Sheet9!A:B,2,0)</f><v>#N/A</v></c>'),
            {1: {}, 2: NOT_REGISTERED},
            wrong=(cell("E3", "公式的错误"),),
        ),
        Neighbour(
            "nothing is taken back of what another list had said",
            table(one(1, 失业登记="=E9", 失业日期="=F9")),
            {1: {}},
            wrong=(cell("E2", FORMULA), cell("F2", FORMULA)),
            before=Neighbour("as it should be", table(one(1)), changes={"source": "kept"}),
        ),
        Neighbour("a value that is there", rewritten('<c r="E3" t="str"><f>E2</f><v>是</v></c>')),
    ),
    "one person on several lists": (
        Neighbour(
            "by the number, once with a small x, once as text in GBK; the newer list is right",
            text((HEADINGS, one(1, 失业登记="否"), one(2)), "gbk"),
            {1: {"registered_unemployed": False}, 2: {}},
            wrong=(cell("E2", "记的是这一份"),),
            before=Neighbour("before", table(one(1)), changes={"facts_on": date(2026, 10, 1)}),
        ),
        Neighbour(
            "the older list comes later and takes nothing from the newer",
            table(one(1, 失业登记="否", 街镇="镇乙")),
            {1: {}},
            changes={"facts_on": date(2026, 9, 1)},
            wrong=(cell("D2", "记的是那一份"), cell("E2", "记的是那一份")),
            before=Neighbour("before", table(one(1))),
        ),
        Neighbour(
            "by name and phone, where one list has no numbers",
            sheet(["编号", *HEADINGS], ["k1", *one(1, 身份证号=None, 联系电话="+86 138-0000-0001")]),
            {1: {}},
            changes={"source_key": {"column": "编号"}, "id_number": None},
            before=Neighbour("before", table(one(1))),
        ),
        Neighbour(
            "the name alone, or the phone alone, is no proof",
            sheet(
                ["编号", *HEADINGS],
                ["k1", *one(1, 身份证号=None, 联系电话="13900000001")],
                ["k2", *one(3, 身份证号=None, 联系电话="13800000001")],
            ),
            {
                1: {},
                3: {**UNKNOWN, "phone": "13800000001"},
                9: {**UNKNOWN, "name": "测试001", "phone": "13900000001"},
            },
            changes={"source_key": {"column": "编号"}, "id_number": None},
            before=Neighbour("before", table(one(1))),
        ),
    ),
}
