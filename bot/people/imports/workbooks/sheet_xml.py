"""Reads the XML of one sheet of an .xlsx as it is decompressed: rows, cells with their kinds, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from bot.people.imports.workbooks.number_formats import day_of_number
from bot.people.imports.workbooks.shared_texts import SharedTexts
from bot.people.imports.workbooks.sheet import MOST_COLUMNS, SheetRow, Unreadable, column_position

CHUNK = 1 << 16
TEXT_TAGS = frozenset({"v", "t"})
_DIGITS = "0123456789"
LONGEST_NUMBER = 40


def parser_of() -> Any:
    """Return a parser that refuses what entities are declared for: none of it belongs into a list."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_declared: Any) -> None:
        raise expat.ExpatError("entities")

    parser.EntityDeclHandler = refuse
    return parser


def local(tag: str) -> str:
    """Return the name of a tag without its prefix."""
    return tag.rpartition(":")[2]


class SheetXml:
    """Rows of one sheet.

    Args:
        texts: what cells share.
        day_styles: the styles (by number) that show days.
        day_zero: from which numbers count days.
    """

    def __init__(self, texts: SharedTexts, day_styles: frozenset[int], day_zero: date) -> None:
        self._texts, self._day_styles, self._day_zero = texts, day_styles, day_zero
        self._rows: list[SheetRow] = []
        self._number, self._is_hidden, self._width, self._beyond = 0, False, 0, 0
        self._cells: list[object] = []
        self._at = -1
        self._kind, self._style, self._has_formula = "n", 0, False
        self._text: list[str] | None = None
        self._value: str | None = None
        self._is_phonetic = False

    def rows(self, file: Any) -> Iterator[SheetRow]:
        """Yield the rows that a stream of XML holds."""
        parser = parser_of()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        while chunk := file.read(CHUNK):
            parser.Parse(chunk)
            yield from self._rows
            self._rows.clear()
        parser.Parse(b"", True)
        yield from self._rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in TEXT_TAGS:
            if not self._is_phonetic:
                self._text = []
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdigit() else self._number + 1
            self._is_hidden = attributes.get("hidden") in ("1", "true")
            self._cells, self._at, self._width, self._beyond = [], -1, 0, 0
        elif tag == "rPh":
            self._is_phonetic = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip(_DIGITS)
        self._at = column_position(letters) if letters.isascii() and letters.isupper() else self._at + 1
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdigit() else 0
        self._has_formula, self._value = False, None

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        tag = local(tag)
        if tag in TEXT_TAGS:
            if self._text is not None:
                self._value = (self._value or "") + "".join(self._text)
                self._text = None
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._rows.append(SheetRow(self._number, self._cells, self._is_hidden, self._width, beyond=self._beyond))
        elif tag == "rPh":
            self._is_phonetic = False

    def _end_cell(self) -> None:
        value = self._cell()
        if value is None:
            return
        self._width = max(self._width, self._at + 1)
        if self._at >= MOST_COLUMNS:
            self._beyond += 1
            return
        self._cells += [None] * (self._at + 1 - len(self._cells))
        self._cells[self._at] = value

    def _cell(self) -> object:
        value = self._value
        if not value:
            is_lost = self._has_formula and self._kind != "str"
            return Unreadable.FORMULA if is_lost else None
        if self._kind == "s":
            return self._shared(value)
        if self._kind in ("str", "inlineStr"):
            return value
        if self._kind == "b":
            return value == "1"
        if self._kind == "e":
            return Unreadable.ERROR
        if self._kind == "d":
            return _moment(value)
        return self._number_of(value)

    def _shared(self, value: str) -> object:
        number = int(value) if value.isdigit() else -1
        return self._texts[number] if 0 <= number < len(self._texts) else Unreadable.ERROR

    def _number_of(self, value: str) -> object:
        number = number_in(value)
        if isinstance(number, str) or self._style not in self._day_styles:
            return number
        return day_of_number(number, self._day_zero) or number


def number_in(value: str) -> int | float | str:
    """Return the number that a cell holds, the text itself where it is none.

    >>> number_in("3"), number_in("1.5"), number_in("1.2E+17"), number_in("x")
    (3, 1.5, 1.2e+17, 'x')
    """
    value = value.strip()
    if len(value) > LONGEST_NUMBER:
        return value
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


def _moment(value: str) -> object:
    try:
        return datetime.fromisoformat(value.rstrip("Z"))
    except ValueError:
        return value
