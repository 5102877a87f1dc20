"""Made-up lists as offices keep them: identity numbers that hold, and workbooks of any shape."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = ("姓名", "身份证号", "联系电话", "街镇", "失业登记", "失业日期")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def identity_number(number: int, born: str = "19780309") -> str:
    """Return a made-up identity number whose check digit holds."""
    digits = f"120111{born}{number:03d}"
    return digits + CHECK_DIGITS[sum(weight * int(sign) for weight, sign in zip(WEIGHTS, digits, strict=True)) % 11]


def one(number: int, **cells: Any) -> list[Any]:
    """Return the row of a made-up person."""
    usual: dict[str, Any] = {
        "姓名": f"测试{number:03d}",
        "身份证号": identity_number(number),
        "联系电话": f"138{number:08d}",
        "街镇": "示例街镇甲",
        "失业登记": "是",
        "失业日期": "2025-03-01",
    }
    return list({**usual, **cells}.values())


def workbook(folder: Path, *sheets: tuple[str, Sequence[Sequence[Any]]]) -> tuple[Path, Any]:
    """Return where a workbook is to lie, and the workbook with its sheets; ``saved`` writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return folder / "list.xlsx", book
