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
from bot.figures.measures import Portion, say_cell
from bot.figures.tables import FigureTable

# Above the rows: title, definition, head.
HEAD_ROW = 3
NARROWEST, WIDEST = 8, 44
DEFINITION_HEIGHT = 48
COUNT_FORMAT, SHARE_FORMAT = "#,##0", "0.0%"
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
    columns = len(table.head)
    _write(sheet.cell(1, 1), f"{title}：{table.title}").font = Font(bold=True, size=14)
    _write(sheet.cell(2, 1), table.definition).alignment = Alignment(wrap_text=True, vertical="top")
    # A sentence over the whole table, however few columns that has.
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=max(columns, 6))
    sheet.row_dimensions[2].height = DEFINITION_HEIGHT
    for place, text in enumerate(table.head, 1):
        cell = _write(sheet.cell(HEAD_ROW, place), text)
        cell.font, cell.fill = Font(bold=True), HEAD_PAPER
        cell.alignment = Alignment(horizontal="left" if place == 1 else "right", wrap_text=True, vertical="center")
    for number, row in enumerate(table.rows, HEAD_ROW + 1):
        for place, told in enumerate(row, 1):
            _write(sheet.cell(number, place), told).alignment = Alignment(horizontal="left" if place == 1 else "right")
    if not table.rows:
        _write(sheet.cell(HEAD_ROW + 1, 1), table.empty)
    for place in range(1, columns + 1):
        texts = [table.head[place - 1], *(say_cell(row[place - 1]) for row in table.rows)]
        width = max(_width(text) for text in texts) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(max(width, NARROWEST), WIDEST)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _write(cell: Cell | MergedCell, told: Told) -> Cell | MergedCell:
    """Write one value: a number as a number, a share with its format, everything else as text."""
    if isinstance(told, int):
        cell.value, cell.number_format = told, COUNT_FORMAT
    elif isinstance(told, Portion) and told.value is not None:
        cell.value, cell.number_format = told.value, SHARE_FORMAT
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", say_cell(told))
        # Of this kind it is text whatever it begins with, also after somebody edits the cell.
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _width(text: str) -> int:
    """Return how many Latin letters wide a text is."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
