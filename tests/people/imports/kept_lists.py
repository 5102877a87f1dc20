"""Made-up lists as offices keep them: identity numbers that hold, and workbooks of any shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from bot.kb import KnowledgeBase
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people.imports import Import, Importing, PeopleList, RowMistake, RowReader, is_damaged_list, load_mapping
from bot.people.imports.person_row import PersonRow
from tests.people.conftest import NOW, SECRET, TODAY

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


MAPPING: dict[str, Any] = {
    "source": "kept",
    "source_key": {"column": "身份证号", "hash": True},
    "facts_on": date(2026, 11, 1),
    "basis": "本人同意",
    "town": "街镇",
    "id_number": "身份证号",
    "name": "姓名",
    "phone": "联系电话",
    "facts": {"registered_unemployed": {"column": "失业登记"}, "unemployed_months": {"since": "失业日期"}},
}


class Came:
    """What came of a list: its people, the mistakes, and what was said of the whole."""

    def __init__(self, file: Path, kb: KnowledgeBase, *, with_hidden: bool = False, **changes: Any) -> None:
        path = file.parent / "mapping.yml"
        path.write_text(yaml.safe_dump({**MAPPING, **changes}, allow_unicode=True), encoding="utf-8")
        mapping = load_mapping(path, kb, TODAY)
        self.people: list[PersonRow] = []
        self.mistakes: list[RowMistake] = []
        needed = tuple(mapping.columns())
        with PeopleList(file, mapping.header_row, mapping.sheet, needed, with_hidden=with_hidden) as opened:
            importing = Importing(None, Import(mapping, SECRET, None, NOW, MergedNotices()), self.mistakes.append)
            is_damaged = is_damaged_list(opened, mapping)
            reader = RowReader(mapping, opened.header, kb.facts, SECRET, importing.note, is_damaged=is_damaged)
            self.is_damaged = is_damaged
            self.progress = importing.run(opened.rows(), _Taking(reader, self.people), lambda: None)
            self.said, self.left_out = "\n".join(opened.remarks()), opened.left_out

    def names(self) -> list[str | None]:
        """Return the names of the people, in order."""
        return [person.name for person in self.people]


class _Taking(RowReader):
    """A reader that keeps what it reads."""

    def __init__(self, reader: RowReader, people: list[PersonRow]) -> None:
        self.__dict__.update(reader.__dict__)
        self._people = people

    def read(self, row: Any) -> PersonRow | None:
        """Return what the reader reads, and keep it."""
        person = super().read(row)
        if person is not None:
            self._people.append(person)
        return person


def came(folder: Path, kb: KnowledgeBase, rows: Sequence[Sequence[Any]], **changes: Any) -> Came:
    file, book = workbook(folder, ("人员", rows))
    book.save(file)
    return Came(file, kb, **changes)
