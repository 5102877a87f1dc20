"""Tables as files for spreadsheets: Chinese stays intact, and no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

# What a spreadsheet reads as the beginning of a formula. Source: OWASP, CSV Injection.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows as the bytes of a CSV file in UTF-8, with the mark by which spreadsheets know the encoding."""
    file = io.StringIO()
    csv.writer(file).writerows([plain_cell(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def plain_cell(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    # No file of this kind can hold the character NUL.
    text = cell.replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA) else text
