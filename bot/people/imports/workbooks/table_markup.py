"""Tables that other programs save as .xls though they are none: web pages, and the XML of Excel 2003."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.parsers import expat

from bot.people.imports.workbooks.delimited import encoding_of
from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.merged_cells import Merge, filled
from bot.people.imports.workbooks.sheet import (
    EXCEL_DAY_ZERO,
    MAC_DAY_ZERO,
    MOST_COLUMNS,
    Book,
    Sheet,
    SheetRow,
    Unreadable,
)
from bot.people.imports.workbooks.sheet_xml import CHUNK, local, number_in, parser_of

# A table saved so is held as a whole; what is larger was not saved by an office.
LARGEST = 64 << 20
MOST_SPANNED = 100_000


def open_web_page(path: Path) -> Book:
    """Return the tables of a web page, each as a sheet; a page has no workbook's names."""
    _refuse_the_huge(path)
    parser = _Tables()
    with path.open(encoding=encoding_of(path), errors="replace") as file:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
    parser.close()
    tables = [table for table in parser.tables if table.rows]
    if not tables:
        raise PeopleListError(f"{path} 是网页，里面没有表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
    named = [f"表{number}" if len(tables) > 1 else "" for number in range(1, len(tables) + 1)]
    return _book([_sheet(name, table, is_hidden=False) for name, table in zip(named, tables, strict=True)])


def open_spreadsheet_xml(path: Path) -> Book:
    """Return the sheets of an XML spreadsheet of Excel 2003.

    Raises:
        PeopleListError: the XML is broken.
    """
    _refuse_the_huge(path)
    reader = _SpreadsheetXml()
    try:
        with path.open("rb") as file:
            reader.read(file)
    except (expat.ExpatError, ValueError):
        raise PeopleListError(f"{path} 不是完好的 XML 表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。") from None
    return _book(
        [_sheet(table.name, table, is_hidden=table.is_hidden, day_zero=reader.day_zero) for table in reader.tables]
    )


class _Table:
    def __init__(self, name: str = "") -> None:
        self.name, self.is_hidden = name, False
        self.rows: list[SheetRow] = []
        self.merges: list[Merge] = []
        self.taken: dict[int, int] = {}

    def start_row(self, number: int, *, is_hidden: bool = False) -> None:
        """Begin a row; cells of rows above may reach into it."""
        self.rows.append(SheetRow(number, [], is_hidden))

    def put(self, at: int, value: object, across: int, down: int) -> int:
        """Write a cell at the first free column from ``at`` on, return the column behind it."""
        row = self.rows[-1]
        while self.taken.get(at, 0) >= row.number:
            at += 1
        behind = at + max(1, across)
        if max(across, down) > 1:
            last = row.number + min(max(1, down), MOST_SPANNED) - 1
            self.merges.append(Merge(row.number, last, at, behind - 1))
            for column in range(at, min(behind, MOST_COLUMNS)):
                self.taken[column] = last
        cells: Any = row.cells
        if at < MOST_COLUMNS:
            cells += [None] * (at + 1 - len(cells))
            cells[at] = value
        self.rows[-1] = SheetRow(row.number, cells, row.is_hidden, max(row.width, behind))
        return behind


class _Tables(HTMLParser):
    """Collects the tables of a page; what stands around them is no list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._at = 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            given = dict(attrs)
            table, style = self._open[-1], (given.get("style") or "").replace(" ", "").lower()
            is_hidden = "hidden" in given or "display:none" in style or "mso-height-source:userset;display" in style
            table.start_row(len(table.rows) + 1, is_hidden=is_hidden)
            self._at = 0
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            self._end_cell()
            given = dict(attrs)
            self._span = (_count(given.get("colspan")), _count(given.get("rowspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None and self._open:
            value = " ".join("".join(self._text).split()) or None
            self._at = self._open[-1].put(self._at, value, *self._span)
        self._text = None


class _SpreadsheetXml:
    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._at, self._number = 0, 0
        self._cell: tuple[int, int] = (1, 1)
        self._kind, self._has_formula = "String", False
        self._text: list[str] | None = None
        self._value: object = None
        self._is_remark, self._skipped = False, 0
        self.day_zero = EXCEL_DAY_ZERO

    def read(self, file: Any) -> None:
        """Read the whole of a stream."""
        parser = parser_of()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        while chunk := file.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        given = {local(name): value for name, value in attributes.items()}
        tag = local(tag)
        if tag == "Worksheet":
            self.tables.append(_Table(given.get("Name", "")))
            self._number, self._skipped = 0, 0
        elif tag == "Row" and self.tables:
            self._number = int(given.get("Index", self._number + self._skipped + 1))
            # A row may stand for several that are alike, that is empty.
            self._skipped = int(given.get("Span", 0))
            self.tables[-1].start_row(self._number, is_hidden=given.get("Hidden") == "1")
            self._at = 0
        elif tag == "Cell" and self.tables:
            self._at = int(given.get("Index", self._at + 1)) - 1
            self._cell = (int(given.get("MergeAcross", 0)) + 1, int(given.get("MergeDown", 0)) + 1)
            self._has_formula, self._value = "Formula" in given, None
        elif tag == "Comment":
            self._is_remark = True
        elif tag == "Visible":
            self._text = []
        elif tag == "Date1904":
            self.day_zero = MAC_DAY_ZERO
        elif tag == "Data" and not self._is_remark:
            self._kind, self._text = given.get("Type", "String"), []

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "Data" and self._text is not None:
            self._value, self._text = _typed(self._kind, "".join(self._text)), None
        elif tag == "Cell" and self.tables:
            value = Unreadable.FORMULA if self._value is None and self._has_formula else self._value
            self._at = self.tables[-1].put(self._at, value, *self._cell)
        elif tag == "Visible" and self.tables:
            self.tables[-1].is_hidden = "Hidden" in "".join(self._text or ())
            self._text = None
        elif tag == "Comment":
            self._is_remark = False


def _typed(kind: str, text: str) -> object:
    if kind == "Number":
        return number_in(text)
    if kind == "DateTime":
        try:
            return datetime.fromisoformat(text.rstrip("Z"))
        except ValueError:
            return text
    if kind == "Boolean":
        return text == "1"
    return Unreadable.ERROR if kind == "Error" else (text or None)


def _count(text: str | None) -> int:
    return min(int(text), MOST_SPANNED) if text and text.isdigit() else 1


def _sheet(name: str, table: _Table, *, is_hidden: bool, day_zero: date = EXCEL_DAY_ZERO) -> Sheet:
    def rows() -> Iterator[SheetRow]:
        yield from filled(table.rows, table.merges)

    return Sheet(name, rows, is_hidden=is_hidden, day_zero=day_zero)


def _book(sheets: list[Sheet]) -> Book:
    return Book(sheets, lambda: 1.0, lambda: None)


def _refuse_the_huge(path: Path) -> None:
    if path.stat().st_size > LARGEST:
        raise PeopleListError(f"{path} 太大了，不像名单。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
