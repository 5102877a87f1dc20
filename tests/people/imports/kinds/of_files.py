"""Files that are not what their name says, and files that are no list."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlwt

from tests.people.imports.kept_lists import HEADINGS, identity_number, one
from tests.people.imports.kinds.neighbour import (
    LIST,
    Neighbour,
    Rows,
    book,
    cell,
    lost,
    numbers,
    old_book,
    raw,
    sheet,
    text,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED = "EncryptedPackage".encode("utf-16-le")
LINES = "\n".join(",".join(row) for row in LIST)
NAMES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
HIDDEN = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"


def page(rows: Rows, encoding: str = "utf-8", head: str = "<html><body>", cell_tag: str = "td") -> Any:
    """Return what writes a web page with a table."""
    cells = ["".join(f"<{cell_tag}>{each}</{cell_tag}>" for each in row) for row in rows]
    lines = "".join(f"<tr>{each}</tr>" for each in cells)
    return raw(f"{head}<table>{lines}</table></body></html>".encode(encoding), "list.xls")


def xml_row(row: Any, more: str = "") -> str:
    """Return a row of the XML of Excel 2003."""
    cells = "".join(f'<Cell><Data ss:Type="String">{each}</Data></Cell>' for each in row)
    return f"<Row{more}>{cells}</Row>"


def xml(*sheets: str, head: str = "") -> Any:
    """Return what writes the XML of Excel 2003; of each sheet the name, the rows and what follows them."""
    return raw(f'<?xml version="1.0"?><Workbook {NAMES}>{head}{"".join(sheets)}</Workbook>'.encode(), "list.xls")


def xml_sheet(name: str, rows: str, more: str = "") -> str:
    """Return a sheet of the XML of Excel 2003."""
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def with_password(folder: Path) -> Path:
    """Write an old workbook whose stream says that it is encrypted."""
    made = xlwt.Workbook()
    made.add_sheet("人员")
    stream = made.get_biff_data()
    begun = 4 + int.from_bytes(stream[2:4], "little")
    sealed = stream[:begun] + b"\x2f\x00\x06\x00" + b"\x00\x00\x12\x34\x56\x78" + stream[begun:]
    xlwt.CompoundDoc.XlsDoc().save(str(folder / "list.xls"), sealed)
    return folder / "list.xls"


def zipped(**files: bytes) -> bytes:
    """Return an archive with these files, a dot written as two underscores."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return stream.getvalue()


ALL_LINES = "".join(xml_row(row) for row in LIST)
KINDS: dict[str, tuple[Neighbour, ...]] = {
    "web pages called .xls": (
        Neighbour(
            "a remark before it, in GB2312, ends of cells not written",
            raw(
                (
                    "<!-- saved from url=(0014)about:internet -->\n<html><meta charset=gb2312><table>"
                    + "".join("<tr>" + "".join(f"<td>{each}" for each in row) for row in LIST)
                    + "</table></html>"
                ).encode("gb2312"),
                "list.xls",
            ),
        ),
        Neighbour(
            "as XML, with blanks that do not break and rows that are hidden",
            page(
                [HEADINGS, [f"{each}&nbsp;" for each in one(1)], one(2)],
                head='<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>'
                "<table><tr hidden><td>x</td><td>y</td></tr></table>",
            ),
            left_out={"表1": 1},
        ),
        Neighbour(
            "the list inside of a table that only holds it in place",
            raw(
                f"<html><body><table><tr><td>导航</td><td><table>{''.join('<tr>' + ''.join(f'<td>{each}</td>' for each in row) + '</tr>' for row in LIST)}</table></td></tr></table></body></html>".encode(),
                "list.html",
            ),
            left_out={"表1": 1},
        ),
        Neighbour(
            "a number that was shown shortened, and a town over two rows",
            raw(
                f"<table><tr><th>{'</th><th>'.join(HEADINGS)}</th></tr>"
                f"<tr><td>{'</td><td>'.join(one(1)[:3])}</td><td rowspan=2>示例街镇甲</td><td>是</td><td>2025-03-01</td></tr>"
                f"<tr><td>{'</td><td>'.join(one(2)[:3])}</td><td>是</td><td>2025/3/1</td></tr>"
                f"<tr><td>测试003</td><td>1.20111E+17</td><td></td><td></td><td></td><td></td></tr></table>".encode(
                    "gbk"
                ),
                "list.xls",
            ),
            wrong=(lost("B4", "科学计数法"),),
        ),
        Neighbour(
            "one that asks to sign in",
            raw(b"<!DOCTYPE html><html><form>x</form></html>", "list.xls"),
            refused="没有表格",
        ),
    ),
    "the XML of Excel 2003 called .xls": (
        Neighbour(
            "a hidden sheet, a hidden row, a row that skips some",
            xml(
                xml_sheet("旧", xml_row(HEADINGS) + xml_row(one(9)), HIDDEN),
                xml_sheet(
                    "人员",
                    ALL_LINES + xml_row(one(3), ' ss:Hidden="1"') + xml_row(one(4, 失业登记="也许"), ' ss:Index="9"'),
                ),
            ),
            {**numbers(1, 2), 4: {"registered_unemployed": None}},
            wrong=(cell("E9", "“是”或“否”"),),
            left_out={"旧": 2, "隐藏的行": 1},
        ),
        Neighbour(
            "a remark on a cell is not its value",
            xml(
                xml_sheet(
                    "人员",
                    xml_row(HEADINGS)
                    + xml_row(one(1)).replace(">是</Data>", ">是</Data><Comment><ss:Data>否</ss:Data></Comment>")
                    + xml_row(one(2)),
                )
            ),
        ),
        Neighbour(
            "formulas, numbers that lost their digits, days",
            xml(
                xml_sheet(
                    "人员",
                    xml_row(HEADINGS)
                    + xml_row(one(1)).replace(
                        '<Cell><Data ss:Type="String">是</Data></Cell>', '<Cell ss:Formula="=R1C1"/>'
                    )
                    + xml_row(one(2)).replace(f'"String">{identity_number(2)}', '"Number">1.20111197803090E17')
                    + xml_row(one(3, 失业日期="2025-03-01T00:00:00.000")).replace('"String">2025', '"DateTime">2025'),
                )
            ),
            {1: {"registered_unemployed": None}, 3: {}},
            wrong=(cell("E2", "这一格是公式"), lost("B3", "后三位已经变成 0")),
        ),
        Neighbour(
            "days counted from 1904, and rows that are passed over",
            xml(
                xml_sheet(
                    "人员",
                    xml_row(HEADINGS)
                    + '<Row ss:Span="2"/>'
                    + xml_row(one(1, 失业日期=44255)).replace('"String">44255', '"Number">44255')
                    + xml_row(one(2, 失业登记="也许")),
                ),
                head="<ExcelWorkbook><Date1904/></ExcelWorkbook>",
            ),
            {1: {}, 2: {"registered_unemployed": None}},
            wrong=(cell("E6", "“是”或“否”"),),
        ),
        Neighbour(
            "one that breaks off",
            raw(f"<?xml version='1.0'?><Workbook {NAMES}><Worksheet>".encode(), "list.xls"),
            refused="XML",
        ),
    ),
    "old workbooks": (
        Neighbour("called .xlsx", lambda folder: old_book(LIST)(folder).rename(folder / "list.xlsx")),
        Neighbour(
            "yes and no as a spreadsheet keeps them, an error",
            old_book(
                (HEADINGS, one(1, 失业登记=True), one(2, 失业登记=False), one(3)),
                lambda _made, written: written.row(3).set_cell_error(4, "#NULL!"),
            ),
            {1: {}, 2: {"registered_unemployed": False}, 3: {"registered_unemployed": None}},
            wrong=(cell("E4", "公式的错误"),),
        ),
        Neighbour(
            "two sheets and a title",
            old_book(
                (["某区名单"], *LIST),
                lambda made, _written: [
                    made.get_sheet(0) and made.add_sheet("说明").write(0, 0, "不要改表头"),
                ],
            ),
            left_out={"表头以上的标题行": 1, "说明": 1},
        ),
        Neighbour(
            "cut short",
            lambda folder: raw(old_book(LIST)(folder).read_bytes()[:2000], "cut.xls")(folder),
            refused="不是完好的 .xls",
        ),
    ),
    "files with a password": (
        Neighbour("a new workbook called .csv", raw(COMPOUND + bytes(600) + SEALED), refused="加了密码"),
        Neighbour("an old workbook", with_password, refused="加了密码"),
        Neighbour(
            "the word that says so lies over the end of what is read at once",
            raw(COMPOUND + bytes((1 << 20) - 8 - 15) + SEALED + bytes(99), "list.xlsx"),
            refused="加了密码",
        ),
    ),
    "empty files": (
        Neighbour("called a workbook", raw(b"", "list.xlsx"), refused="0 字节"),
        Neighbour("only a mark before the text", raw(b"\xef\xbb\xbf"), refused="里面没有内容"),
        Neighbour("only ends of lines and blanks", raw(b"\r\n  \r\n\t\r\n", "list.xls"), refused="里面没有内容"),
        Neighbour(
            "only zeros, as a download leaves that broke off", raw(bytes(9000), "list.xlsx"), refused="里面没有内容"
        ),
        Neighbour("a workbook with an empty sheet", book(("人员", [])), refused="没有内容，找不到表头"),
        Neighbour("a heading and nobody", text((HEADINGS,), "gbk"), {}),
    ),
    "pictures": (
        Neighbour(
            "of a phone, called .jpg", raw(b"\x00\x00\x00\x18ftypheic" + bytes(200), "list.jpg"), refused="是图片"
        ),
        Neighbour("WebP called .xlsx", raw(b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(99), "list.xlsx"), refused="是图片"),
        Neighbour("a scan as TIFF called .csv", raw(b"II*\x00" + bytes(99)), refused="是图片"),
        Neighbour(
            "one that Windows draws",
            raw(b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00" + bytes(99), "list.xls"),
            refused="是图片",
        ),
        Neighbour(
            "a list whose first heading begins like one",
            text((["BM编码", *HEADINGS], ["1", *one(1)], ["2", *one(2)])),
            left_out={"columns": ("BM编码",)},
        ),
    ),
    "other files": (
        Neighbour(
            "an archive with a list inside", raw(zipped(list__csv=LINES.encode()), "list.xlsx"), refused="请解压"
        ),
        Neighbour("a text document", raw(b"%PDF-1.7\n" + LINES.encode(), "list.xls"), refused="是PDF"),
        Neighbour(
            "a workbook that breaks off",
            lambda folder: raw(sheet(*LIST)(folder).read_bytes()[:3000], "cut.xlsx")(folder),
            refused="不是完好的 .xlsx",
        ),
        Neighbour(
            "a workbook of the binary kind", raw(zipped(**{"xl/workbook__bin": b"x"}), "list.xlsx"), refused=".xlsb"
        ),
    ),
}
