"""Opens a list of people: which sheets hold it, where its heading stands, which rows are people. Memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType

from bot.people.imports.cells.cell_text import cell_text, is_ditto
from bot.people.imports.headings import Heading, best_row, find_heading, is_repeated, other_titles
from bot.people.imports.left_out import LeftOut, WhyNot, why_no_person
from bot.people.imports.workbooks import PeopleListError, Sheet, SheetRow, Unreadable, column_letters, open_book
from bot.people.imports.workbooks.sheet import EXCEL_DAY_ZERO

__all__ = ["PeopleList", "PeopleListError", "Row"]

# A heading stands among the first rows; so many are also looked at to see what is wrong with a whole column.
LOOKED_AT, SAMPLED = 30, 300
# As it may be typed, with blanks.
LONGEST_DITTO = 8
Cells = Sequence[object]


@dataclass(frozen=True)
class Row:
    """One row below the heading; ``number`` counts as a spreadsheet does, from 1.

    Args:
        sheet: the name of its sheet where a list has several, and the place of that among them.
        columns: where each cell stands in its sheet, from 0; empty when they stand as they come.
        day_zero: from which numbers count days.
        is_torn: whether it may be a piece of a row that a line break tore.
        is_garbled: whether it is a line in another encoding than the file.
    """

    number: int
    cells: Cells
    sheet: str = ""
    sheet_number: int = 0
    columns: tuple[int, ...] = ()
    day_zero: date = EXCEL_DAY_ZERO
    is_torn: bool = False
    is_garbled: bool = False

    def cell(self, position: int) -> object:
        """Return what stands at a position, nothing where the row is shorter; one that only says "as above" is unreadable."""
        cell = self.cells[position] if position < len(self.cells) else None
        is_as_above = isinstance(cell, str) and len(cell) <= LONGEST_DITTO and is_ditto(cell_text(cell))
        return Unreadable.DITTO if is_as_above else cell

    def place(self, position: int) -> str:
        """Return where a cell stands, as spreadsheets write it: C17, or 杨柳青镇!C17."""
        column = self.columns[position] if position < len(self.columns) else position
        return f"{self.sheet}!{column_letters(column)}{self.number}".lstrip("!")


@dataclass(frozen=True)
class _ListPart:
    sheet: Sheet
    heading: Heading
    positions: tuple[int, ...]
    is_moved: bool = False


class PeopleList:
    """An open list: ``header``, then ``rows()`` once, then what was ``left_out``. A context manager.

    Args:
        header_row: where the heading is expected; it is looked for elsewhere when columns are needed that are not there.
        sheet: the only one to read; None for all that have the columns.
        needed: the columns that are read; nothing to take the heading as it stands on the first sheet.
        with_hidden: reads hidden sheets and rows as well.

    Raises:
        PeopleListError: it cannot be read, or no sheet has the columns.
    """

    def __init__(
        self,
        path: Path,
        header_row: int = 1,
        sheet: str | None = None,
        needed: Collection[str] = (),
        *,
        with_hidden: bool = False,
    ) -> None:
        self._path, self._header_row, self._needed = path, header_row, tuple(dict.fromkeys(needed))
        self._with_hidden, self._position = with_hidden, 0
        self.left_out = LeftOut()
        self._book = open_book(path)
        try:
            self._parts = self._found(sheet)
        except BaseException:
            self.close()
            raise
        self.header = self._parts[0].heading.titles
        if self._needed:
            self.left_out.columns = tuple(title for title in self.header if title and title not in self._needed)

    @property
    def done(self) -> float:
        """Return which part of the file has been read; an estimate for a progress bar."""
        return self._book.done()

    def remarks(self) -> Iterator[str]:
        """Yield what to say of how the list was read and of what was not."""
        moved = {part.heading.first_row for part in self._parts} - {self._header_row}
        if self._needed and self._header_row > 1 and moved:
            yield f"表头在第 {min(moved)} 行（映射文件写的是第 {self._header_row} 行），按找到的表头读。"
        if len(self._parts) > 1:
            names = "、".join(part.sheet.name for part in self._parts)
            yield f"读了 {len(self._parts)} 个工作表：{names}。"
        yield from self.left_out.lines()

    def sample(self, column: str) -> list[object]:
        """Return the first cells of a column of the first sheet."""
        part = self._parts[0]
        at = part.heading.titles.index(column)
        below = (row for row in part.sheet.read() if row.number > part.heading.last_row)
        return [row.cells[at] for row in islice(below, SAMPLED) if at < len(row.cells)]

    def rows(self) -> Iterator[Row]:
        """Yield the rows of people below the headings; blank ones and those that are nobody's are left out, the latter counted."""
        for number, part in enumerate(self._parts):
            now: _ListPart | None = part
            for row in part.sheet.read():
                if row.number > part.heading.last_row:
                    now = self._part_from(row, part, now)
                    found = self._row(now or part, row, number, is_other=now is None)
                    if found is not None:
                        yield found
                elif row.number < part.heading.first_row and _has_something(row.cells):
                    self.left_out.note(WhyNot.ABOVE, self._place(part, row))

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def _part_from(self, row: SheetRow, part: _ListPart, now: _ListPart | None) -> _ListPart | None:
        """Return what a sheet holds from a row on: its list, perhaps with the columns in another order, or None for another table."""
        if now is not part and is_repeated(row.cells, part.heading.titles):
            return part
        titles = other_titles(row, part.heading.titles, self._needed) if self._needed else None
        if titles is None or is_repeated(row.cells, (now or part).heading.titles):
            return now
        if not set(self._needed) <= set(titles):
            return None
        places = [titles.index(title) if title in self._needed else -1 for title in self.header]
        heading = Heading(row.number, row.number, titles)
        return replace(part, heading=heading, positions=tuple(places), is_moved=True)

    def _row(self, part: _ListPart, row: SheetRow, number: int, *, is_other: bool = False) -> Row | None:
        if not _has_something(row.cells):
            self.left_out.cells += row.beyond
            return None
        why = WhyNot.OTHER if is_other else self._why_not(part, row)
        if why is not None:
            self.left_out.note(why, self._place(part, row))
            return None
        if row.joined > 1:
            self.left_out.joined.append(self._place(part, row))
        cells: Cells = row.cells
        width = len(part.heading.titles)
        if not part.sheet.is_text and len(cells) > width:
            # Cells of a workbook cannot have slipped; what stands beside the list is no part of it.
            self.left_out.cells += sum(bool(cell_text(cell)) for cell in cells[width:]) + row.beyond
            cells = cells[:width]
        if number or part.is_moved:
            cells = [cells[at] if 0 <= at < len(cells) else None for at in part.positions]
        sheet = part.sheet.name if len(self._parts) > 1 else ""
        return Row(row.number, cells, sheet, number, part.positions, part.sheet.day_zero, row.is_torn, row.is_garbled)

    def _why_not(self, part: _ListPart, row: SheetRow) -> WhyNot | None:
        if row.is_hidden and not self._with_hidden:
            return WhyNot.HIDDEN
        if is_repeated(row.cells, part.heading.titles):
            return WhyNot.REPEATED
        return why_no_person(row.cells) if self._needed else None

    def _place(self, part: _ListPart, row: SheetRow) -> str:
        return f"{part.sheet.name}!{row.number}" if len(self._parts) > 1 else str(row.number)

    def _found(self, only: str | None) -> list[_ListPart]:
        """Return the sheets that hold the list; the others are noted as left out."""
        sheets = list(self._book.sheets)
        names = [sheet.name for sheet in sheets]
        if only is not None and any(names) and only not in names:
            raise PeopleListError(
                f"{self._path} 里没有叫“{only}”的工作表；有：{'、'.join(names)}。请改映射文件里的 sheet。"
            )
        found: list[_ListPart] = []
        for sheet in sheets:
            why = self._why_not_sheet(sheet, only, is_first=not found)
            part = self._part(sheet, found[0] if found else None) if not why else None
            if part is not None:
                found.append(part)
            else:
                self.left_out.sheets.append((sheet.name, why or "里没有要的列", _count(sheet)))
        if not found:
            raise self._no_heading(sheets)
        return found

    def _why_not_sheet(self, sheet: Sheet, only: str | None, *, is_first: bool) -> str:
        if only is not None and sheet.name and sheet.name != only:
            return "不是映射文件里写的那一个"
        if sheet.is_hidden and not self._with_hidden and sheet.name != only:
            return "是隐藏的"
        return "" if self._needed or is_first else "不是第一个"

    def _part(self, sheet: Sheet, first: _ListPart | None) -> _ListPart | None:
        rows = list(islice(sheet.read(), LOOKED_AT))
        heading = find_heading(rows, self._needed, self._header_row) if self._needed else self._as_it_stands(rows)
        if heading is None:
            return None
        titles = heading.titles
        while titles and not titles[-1]:
            titles = titles[:-1]
        heading = replace(heading, titles=titles)
        if first is None:
            return _ListPart(sheet, heading, tuple(range(len(titles))))
        places = [titles.index(title) if title in self._needed else -1 for title in first.heading.titles]
        return _ListPart(sheet, heading, tuple(places))

    def _is_hidden_list(self, sheet: Sheet) -> bool:
        return sheet.is_hidden and not self._with_hidden and self._part(sheet, None) is not None

    def _as_it_stands(self, rows: Sequence[SheetRow]) -> Heading | None:
        row = next((row for row in rows if row.number == self._header_row), None)
        if row is None:
            return None
        return Heading(row.number, row.number, tuple(cell_text(cell) for cell in row.cells))

    def _no_heading(self, sheets: Sequence[Sheet]) -> PeopleListError:
        if not self._needed:
            return PeopleListError(
                f"{self._path} 里没有第 {self._header_row} 行，找不到表头。请看映射文件里的 header_row。"
            )
        behind = next((sheet.name for sheet in sheets if self._is_hidden_list(sheet)), None)
        if behind is not None:
            return PeopleListError(
                f"名单在工作表“{behind}”里，可是工作表“{behind}”是隐藏的，没有读。请先在 Excel 或 WPS 里取消隐藏，再导一次（命令行也可以加 --with-hidden）。"
            )
        tried = [list(islice(sheet.read(), LOOKED_AT)) for sheet in sheets if not sheet.is_hidden]
        if not any(_has_something(row.cells) for rows in tried for row in rows):
            return PeopleListError(f"{self._path} 里没有内容，找不到表头。请检查是不是存错了文件。")
        there = max(
            (best_row(rows, self._needed) for rows in tried), key=lambda found: len(set(found) & set(self._needed))
        )
        missing = "、".join(name for name in self._needed if name not in there)
        # Only a row that is surely a heading is repeated: any other may hold people.
        beside = f"名单的表头是：{'、'.join(title for title in there if title)}。" if there else ""
        return PeopleListError(
            f"名单里没有这些列：{missing}（每个工作表看了前 {LOOKED_AT} 行）。{beside}请改映射文件或名单。"
        )

    def __enter__(self) -> PeopleList:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _has_something(cells: Cells) -> bool:
    return any(isinstance(cell, Unreadable) or (cell is not None and cell != "" and cell_text(cell)) for cell in cells)


def _count(sheet: Sheet) -> int:
    return sum(_has_something(row.cells) for row in sheet.read())
