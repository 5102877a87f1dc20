"""What tests of jobs share: the real knowledge base, and lists imported as the command line does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.jobs.imports import OpeningImport, OpeningProgress, import_openings
from bot.kb import KnowledgeBase, load
from bot.people import Sealer
from bot.people.imports import RowMistake

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
SECRET = "a secret for tests"
KEY = "k" * 32
CODE = "91350100M000100Y43"
# A column of ``ROW`` that a list does not have.
DROPPED = object()
ROW: Mapping[str, object] = {
    "单位名称": "津西样例公司",
    "统一社会信用代码": CODE,
    "岗位名称": "保洁员",
    "薪资待遇": "4000-4500元/月",
    "街镇": "中北镇",
    "招聘人数": 3,
    "联系人": "样例人",
    "联系电话": "022-00000000",
}


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(Path(__file__).parents[2] / "policies_kb")


@dataclass
class JobsDesk:
    """A folder for lists, and imports into one database."""

    folder: Path
    kb: KnowledgeBase
    sealer: Sealer | None = field(default_factory=lambda: Sealer(KEY))
    mistakes: list[RowMistake] = field(default_factory=list)

    def write(self, *rows: Mapping[str, object], name: str = "岗位表.xlsx") -> Path:
        """Write a workbook with these rows; what a row does not say is taken from ``ROW``."""
        whole = [{**ROW, **row} for row in rows]
        titles = list(dict.fromkeys(title for row in whole for title, cell in row.items() if cell is not DROPPED))
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(titles)
        for row in whole:
            sheet.append([row.get(title) for title in titles])
        path = self.folder / name
        book.save(path)
        return path

    def read(
        self, engine: Engine | None, file: Path, source: str = "list", at: datetime = NOW, on: date = TODAY
    ) -> OpeningProgress:
        """Import a list; mistakes are kept in ``mistakes``."""
        self.mistakes.clear()
        this = OpeningImport(source, SECRET, self.sealer, at)
        return import_openings(engine, this, file, self.kb, on, self.mistakes.append)

    def told(self) -> Sequence[str]:
        """Return the mistakes as place and words."""
        return [f"{mistake.place} {mistake.message}" for mistake in self.mistakes]


@pytest.fixture
def desk(tmp_path: Path, kb: KnowledgeBase) -> JobsDesk:
    return JobsDesk(tmp_path, kb)
