"""The tables as a workbook for spreadsheets: one sheet a table, numbers as numbers, no name taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.figures.measures import Cell as Told
from bot.figures.measures import Comparison, Portion, say_cell
from bot.figures.tables import FigureTable

# Above the rows: title, definition, head.
HEAD_ROW = 3
NARROWEST, WIDEST = 8, 44
DEFINITION_HEIGHT = 48
COUNT_FORMAT, SHARE_FORMAT = "#,##0", "0.0%"
CHANGE_FORMAT, POINTS_FORMAT = "+#,##0;-#,##0;0", '+0.0"个百分点";-0.0"个百分点";0'
HEAD_PAPER = PatternFill("solid", fgColor="E4EFEA")


def as_workbook(title: str, tables: Sequence[FigureTable]) -> bytes:
    """Return the bytes of a workbook (``.xlsx``), a sheet for each table."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for table in tables:
        _fill(book.create_sheet(table.title), title, table)
    book.properties.title = title
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, title: str, table: FigureTable) -> None:
    head, *rows = _columns(table)
    _write(sheet.cell(1, 1), f"{title}：{table.title}").font = Font(bold=True, size=14)
    _write(sheet.cell(2, 1), table.definition).alignment = Alignment(wrap_text=True, vertical="top")
    # A sentence over the whole table, however few columns that has.
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=max(len(head), 6))
    sheet.row_dimensions[2].height = DEFINITION_HEIGHT
    for place, text in enumerate(head, 1):
        cell = _write(sheet.cell(HEAD_ROW, place), text)
        cell.font, cell.fill = Font(bold=True), HEAD_PAPER
        cell.alignment = Alignment(horizontal="left" if place == 1 else "right", wrap_text=True, vertical="center")
    for number, row in enumerate(rows, HEAD_ROW + 1):
        for place, told in enumerate(row, 1):
            _write(sheet.cell(number, place), told).alignment = Alignment(horizontal="left" if place == 1 else "right")
    if not rows:
        _write(sheet.cell(HEAD_ROW + 1, 1), table.empty)
    for place, column in enumerate(zip(head, *rows, strict=True), 1):
        width = max(_width(say_cell(each)) for each in column) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(max(width, NARROWEST), WIDEST)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _columns(table: FigureTable) -> list[tuple[Told, ...]]:
    """Return head and rows; a column of changes becomes two, so that the change in per cent is a number as well."""
    changing = {place for row in table.rows for place, cell in enumerate(row) if isinstance(cell, Comparison)}
    lines: list[tuple[Told, ...]] = []
    for line in (table.head, *table.rows):
        cells: list[Told] = []
        for place, cell in enumerate(line):
            cells.append(cell)
            if place in changing:
                cells.append(_growth(cell) if isinstance(cell, Comparison) else "变化率")
        lines.append(tuple(cells))
    return lines


def _growth(change: Comparison) -> Portion | None:
    """Return by which share a count grew, as a part of what was before."""
    if change.growth is None or change.difference is None or not isinstance(change.before, int):
        return None
    return Portion(change.difference, change.before)


def _write(cell: Cell | MergedCell, told: Told) -> Cell | MergedCell:
    """Write one value: a number as a number, a share with its format, everything else as text."""
    number, style = _number(told)
    if number is not None:
        cell.value, cell.number_format = number, style
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", say_cell(told))
        # Of this kind it is text whatever it begins with, also after somebody edits the cell.
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _number(told: Told) -> tuple[int | float | None, str]:
    """Return the number that a cell holds, with its format; None for what is no number."""
    if isinstance(told, int):
        return told, COUNT_FORMAT
    if isinstance(told, Portion):
        return told.value, SHARE_FORMAT
    if isinstance(told, Comparison):
        return (told.points, POINTS_FORMAT) if told.difference is None else (told.difference, CHANGE_FORMAT)
    return None, ""


def _width(text: str) -> int:
    """Return how many Latin letters wide a text is."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
