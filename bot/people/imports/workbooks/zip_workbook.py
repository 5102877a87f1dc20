"""Opens an .xlsx: its sheets in order, which are hidden, the styles that show days. Memory does not grow with the rows."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.merged_cells import Merge, filled
from bot.people.imports.workbooks.number_formats import BUILT_IN_DAYS, shows_days
from bot.people.imports.workbooks.shared_texts import SharedTexts
from bot.people.imports.workbooks.sheet import (
    EXCEL_DAY_ZERO,
    MAC_DAY_ZERO,
    Book,
    Sheet,
    SheetRow,
    column_position,
)
from bot.people.imports.workbooks.sheet_xml import CHUNK, SheetXml, local, parser_of

BOOK = "xl/workbook.xml"
# No list of people is larger; what unfolds to more was made to fill the memory.
LARGEST_PART = 4 << 30

MOST_MERGES = 200_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
BROKEN = (BadZipFile, KeyError, ValueError, OSError, expat.ExpatError, zlib.error, RuntimeError, NotImplementedError)


class ZipWorkbook:
    """An open .xlsx.

    Raises:
        PeopleListError: it is broken or no workbook of this kind.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read, self._total = 0, 1
        try:
            self._zip = ZipFile(path)
            self._texts = SharedTexts()
            self._refuse_the_huge()
            self._day_zero, listed = self._listed()
            self._day_styles = self._styles()
            self._fill_texts()
        except BROKEN:
            raise self._broken() from None
        self._total = sum(self._zip.getinfo(part).file_size for _, part, _ in listed) or 1
        self._sheets = [
            Sheet(name, self._reader(part), is_hidden=is_hidden, day_zero=self._day_zero)
            for name, part, is_hidden in listed
        ]

    def book(self) -> Book:
        """Return it as any open file."""
        return Book(self._sheets, lambda: min(1.0, self._read / self._total), self._close)

    def _broken(self) -> PeopleListError:
        return PeopleListError(f"{self._path} 不是完好的 .xlsx 文件。请用 Excel 或 WPS 打开后另存一次再导入。")

    def _close(self) -> None:
        self._texts.close()
        self._zip.close()

    def _refuse_the_huge(self) -> None:
        for part in self._zip.infolist():
            most = LARGEST_PART if "/worksheets/" in part.filename or "sharedStrings" in part.filename else None
            if most is not None and part.file_size > most:
                raise ValueError

    def _listed(self) -> tuple[date, list[tuple[str, str, bool]]]:
        """Return from which day numbers count, and of each sheet its name, its part and whether it is hidden."""
        targets: dict[str, str] = {}
        found: list[tuple[str, str, bool]] = []
        is_1904: list[bool] = []

        def related(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
                targets[attributes["Id"]] = posixpath.normpath(posixpath.join("xl", attributes["Target"])).lstrip("/")

        def listed(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "workbookPr":
                is_1904.append(attributes.get("date1904") in ("1", "true"))
            elif local(tag) == "sheet":
                of = next((value for name, value in attributes.items() if local(name) == "id"), "")
                if of in targets:
                    found.append((attributes["name"], targets[of], attributes.get("state", "visible") != "visible"))

        self._parse("xl/_rels/workbook.xml.rels", related)
        self._parse(BOOK, listed)
        if not found:
            raise ValueError
        return (MAC_DAY_ZERO if any(is_1904) else EXCEL_DAY_ZERO), found

    def _styles(self) -> frozenset[int]:
        codes: dict[int, str] = {}
        formats: list[int] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            tag = local(tag)
            if tag == "cellXfs":
                inside.append(tag)
            elif tag == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif tag == "xf" and inside:
                formats.append(int(attributes.get("numFmtId", "0")))

        def end(tag: str) -> None:
            if local(tag) == "cellXfs":
                inside.clear()

        if "xl/styles.xml" in self._zip.namelist():
            self._parse("xl/styles.xml", start, end)
        days = {code for code, text in codes.items() if shows_days(text)} | (BUILT_IN_DAYS - codes.keys())
        return frozenset(number for number, code in enumerate(formats) if code in days)

    def _fill_texts(self) -> None:
        """Read what cells share; runs of one text are joined, phonetic signs left out."""
        name = next((part for part in self._zip.namelist() if part.lower() == "xl/sharedstrings.xml"), None)
        if name is None:
            return
        pieces: list[str] = []
        inside: list[str] = []

        def start(tag: str, _attributes: dict[str, str]) -> None:
            inside.append(local(tag))

        def text(data: str) -> None:
            if inside and inside[-1] == "t" and "rPh" not in inside:
                pieces.append(data)

        def end(_tag: str) -> None:
            if inside.pop() == "si":
                self._texts.add("".join(pieces))
                pieces.clear()

        self._parse(name, start, end, text)

    def _parse(
        self, part: str, start: Callable[..., None], end: Callable[..., None] | None = None, text: Any = None
    ) -> None:
        parser = parser_of()
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        with self._zip.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)

    def _reader(self, part: str) -> Callable[[], Iterator[SheetRow]]:
        def rows() -> Iterator[SheetRow]:
            try:
                merges = self._merges(part)
                with self._zip.open(part) as file:
                    counted = _Counted(file, self._count)
                    xml = SheetXml(self._texts, self._day_styles, self._day_zero)
                    yield from filled(xml.rows(counted), merges)
            except BROKEN:
                raise self._broken() from None

        return rows

    def _count(self, size: int) -> None:
        self._read += size

    def _merges(self, part: str) -> list[Merge]:
        """Return the merges of a sheet: they stand behind its rows, so that they are looked for first."""
        found: list[Merge] = []
        rest = b""
        with self._zip.open(part) as file:
            while chunk := file.read(CHUNK * 4):
                data = rest + chunk
                last = 0
                for match in _MERGE.finditer(data):
                    left, top, right, bottom = match.groups()
                    found.append(Merge(int(top), int(bottom), _position(left), _position(right)))
                    last = match.end()
                if len(found) > MOST_MERGES:
                    raise ValueError
                rest = data[max(last, len(data) - 200) :]
        return found


class _Counted:
    """A stream that tells how much of it was read."""

    def __init__(self, file: Any, count: Callable[[int], None]) -> None:
        self._file, self._count = file, count

    def read(self, size: int) -> bytes:
        data: bytes = self._file.read(size)
        self._count(len(data))
        return data


def _position(letters: bytes) -> int:
    return column_position(letters.decode("ascii"))
