"""What tests of people share: both databases, the real knowledge base, and lists imported as the command line does."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase, load
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people.imports.import_job import Import
from bot.people.imports.importer import Importing, ImportProgress
from bot.people.imports.list_files import PeopleList
from bot.people.imports.mapping import ListMapping
from bot.people.imports.mapping_file import load_mapping
from bot.people.imports.person_row import RowMistake
from bot.people.imports.row_reader import RowReader
from bot.people.sealer import Sealer
from bot.storage.tables import people

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
SECRET = "a secret for tests"
KEY = "k" * 32
CONTENT: dict[str, Any] = {
    "source": "list",
    "source_key": {"column": "编号"},
    "facts_on": date(2026, 11, 1),
    "basis": "本人同意",
    "town": "街镇",
    "born_on": "出生日期",
    "name": "姓名",
    "phone": "电话",
    "facts": {"has_job": {"column": "就业"}, "unemployed_months": {"column": "失业"}},
    "consents": [{"column": "微信", "topic": "all", "channel": "wechat", "basis": "本人勾选"}],
    "identity": {"channel": "wechat", "app": "wxapp", "address": "openid"},
}
HEADER = ("编号", "街镇", "出生日期", "姓名", "电话", "就业", "失业", "微信", "openid")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "policies_kb")


@dataclass
class Desk:
    """An operator's desk: a folder for lists and mapping files, and imports into one database."""

    folder: Path
    kb: KnowledgeBase
    mistakes: list[RowMistake] = field(default_factory=list)

    def mapping(self, changes: Mapping[str, Any] | None = None) -> ListMapping:
        content = {name: value for name, value in {**CONTENT, **(changes or {})}.items() if value is not None}
        file = self.folder / "mapping.yml"
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load_mapping(file, self.kb, TODAY)

    def list(self, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
        file = self.folder / "people.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows([header, *rows])
        return file

    def put(
        self,
        engine: Engine | None,
        rows: Sequence[Sequence[object]],
        header: Sequence[str] = HEADER,
        key: str | None = KEY,
        at: datetime = NOW,
        **changes: Any,
    ) -> ImportProgress:
        """Import rows; what is wrong in them is in ``mistakes``."""
        mapping = self.mapping(changes)
        self.mistakes = []
        this = Import(mapping, SECRET, Sealer(key) if key else None, at, MergedNotices())
        with PeopleList(self.list(rows, header), mapping.header_row, needed=tuple(mapping.columns())) as people:
            importing = Importing(engine, this, self.mistakes.append)
            reader = RowReader(mapping, people.header, self.kb.facts, SECRET, importing.note)
            return importing.run(people.rows(), reader, lambda: None)


@pytest.fixture
def desk(tmp_path: Path, kb: KnowledgeBase) -> Desk:
    return Desk(tmp_path, kb)


def person(number: int, **cells: str) -> list[str]:
    """Return a row of a made-up person."""
    usual = {
        "编号": f"k{number}",
        "街镇": "示例街镇甲",
        "出生日期": "1985-03-09",
        "姓名": f"测试{number:04d}",
        "电话": f"000-{number:08d}",
        "就业": "否",
        "失业": "14",
        "微信": "是",
        "openid": f"openid-{number}",
    }
    return list({**usual, **cells}.values())


def stored(engine: Engine) -> dict[str, Any]:
    """Return the people in the database by their key."""
    with engine.connect() as connection:
        return {row.source_key: row for row in connection.execute(select(people))}
