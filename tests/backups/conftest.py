"""Outreach on a database of its own, with a journal, that can be backed up and restored: SQLite and a really started PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.backups import MadeBackup, RestoredBackup, make_backup, restore_backup
from bot.kb import KnowledgeBase
from bot.storage import Journal, open_database
from tests.databases import Databases
from tests.outreach.world import Clock, World, real_kb, with_campaign

KEY = "a backup key for tests only, long enough"


@dataclass
class Installation:
    """A world with its journal and a folder for backups."""

    world: World
    journal: Journal
    folder: Path

    @property
    def engine(self) -> Engine:
        return self.world.engine

    def back_up(self, at: datetime | None = None) -> MadeBackup:
        return make_backup(self.engine, self.journal, self.folder, KEY, at or self.world.clock(), {"LEYE_SECRET": "s"})

    def restore(self, path: Path, *, without_journal: bool = False) -> RestoredBackup:
        self.engine.dispose()
        at = self.world.clock()
        return restore_backup(self.engine, [self.journal], path, KEY, at, without_journal=without_journal)


@pytest.fixture(scope="session")
def whole_kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return real_kb()


@pytest.fixture
def installation(
    database_url: str, databases: Databases, whole_kb: KnowledgeBase, tmp_path: Path
) -> Iterator[Installation]:
    """Give outreach on an empty database that writes a journal."""
    databases.without_rows(database_url).dispose()
    clock = Clock()
    journal = Journal(tmp_path / "journal", clock)
    engine = open_database(database_url, journal)
    yield Installation(World(engine, with_campaign(whole_kb), clock), journal, tmp_path / "backups")
    engine.dispose()
