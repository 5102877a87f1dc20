"""Makes a list of people as a large office would keep it, one cell in a hundred hostile, and the mapping file beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

HEADINGS = ("姓名", "身份证号", "联系电话", "街镇", "失业登记", "失业日期", "就业", "失业月数", "备注", "年龄")
ID_COLUMN = 1
HOSTILE_SHARE = 0.01
HOSTILE = (
    "1.20111197503E+17",
    "#REF!",
    "'",
    '="',
    "\u200b",
    "😀" * 40,
    "x" * 5000,
    "2026-02-30",
    "=cmd|'/c calc'!A0",
    "<script>",
    "合计",
    "是\n否",
    "-1",
    "99999999999999999999",
    "半",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
EMPTY_BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="人员" r:id="r1"/></sheets></workbook>',
}


def write_list(path: Path, rows: int, seed: int = 1) -> Path:
    """Write a workbook with so many people; return its mapping file."""
    random = Random(seed)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in EMPTY_BOOK.items():
            archive.writestr(part, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for cells in _rows(rows, random):
                texts = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
                sheet.write(f"<row>{texts}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")
    mapping = path.with_suffix(".mapping.yml")
    mapping.write_text(yaml.safe_dump(_mapping(), allow_unicode=True), encoding="utf-8")
    return mapping


def identity_number(number: int) -> str:
    """Return a made-up identity number whose check digit holds, another one for each number below a million."""
    day = date.fromordinal(date(1970, 1, 1).toordinal() + number // 999)
    digits = f"120111{day:%Y%m%d}{number % 999 + 1:03d}"
    return digits + CHECK_DIGITS[sum(weight * int(sign) for weight, sign in zip(WEIGHTS, digits, strict=True)) % 11]


def _rows(count: int, random: Random) -> Iterator[list[str]]:
    yield list(HEADINGS)
    for number in range(count):
        cells = [
            f"测试{number}",
            identity_number(number),
            f"138{number:08d}",
            "示例街镇甲",
            random.choice("是否√×有无"),
            f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            random.choice("是否"),
            random.choice(("半年", "14", "六个月", "不到一年")),
            "无",
            str(20 + number % 40),
        ]
        yield [random.choice(HOSTILE) if random.random() < HOSTILE_SHARE else cell for cell in cells]


def _mapping() -> dict[str, object]:
    return {
        "source": "bench",
        "source_key": {"column": "身份证号", "hash": True},
        "facts_on": date(2026, 11, 1),
        "basis": "本人同意",
        "town": "街镇",
        "id_number": "身份证号",
        "name": "姓名",
        "phone": "联系电话",
        "facts": {
            "registered_unemployed": {"column": "失业登记"},
            "months_since_graduation": {"since": "失业日期"},
            "has_job": {"column": "就业"},
            "unemployed_months": {"column": "失业月数"},
            "age": {"column": "年龄"},
        },
    }
