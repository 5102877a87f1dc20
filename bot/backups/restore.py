"""Putting a backup in place of the database: either the old one is there or the new one, whatever happens in between.

The new database is complete before it takes the place: brought to the tables of today, and told what was promised since.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from bot.backups.backup import check_backup, opened
from bot.backups.contents import FILE_PART, copy_in, file_of, is_file, tables_on_server
from bot.backups.manifest import Manifest
from bot.backups.replay import ReplayReport, replay, settle_restored
from bot.errors import SettingsError, SituationError
from bot.outreach.control import pause_everything
from bot.outreach.ledger import SCHEDULER, is_held
from bot.storage import (
    KEPT_FOR,
    Journal,
    JournalEntry,
    open_database,
    take_for_right,
    upgrade,
    upgrade_within,
)
from bot.storage.tables import metadata

# A promise is in the journal a moment before it is in the database, and clocks of machines differ a little.
MARGIN = timedelta(hours=1)
STILL_RUNNING = "助手还在运行。请先停下所有进程（make run 按 Ctrl-C，systemd 用 systemctl stop leye.target），再恢复。"
NO_JOURNAL = (
    "找不到和这份备份接得上的登记簿（LEYE_JOURNAL_DIR）：备份以后谁退订了、删了资料、收到过通知，都不知道。"
    "请先找回登记簿的文件夹；确实没有了，加上 --without-journal，恢复以后所有推送都停着，要一个个核对。"
)


@dataclass(frozen=True)
class RestoredBackup:
    """What was put in place, what was done once more, and how many lines of the journal could not be read."""

    manifest: Manifest
    done: ReplayReport
    damaged: int
    aside: Path | None = None


def restore_backup(
    engine: Engine,
    journals: Sequence[Journal],
    path: Path,
    key: str,
    at: datetime,
    *,
    without_journal: bool = False,
    on_step: Callable[[str], None] = lambda _name: None,
) -> RestoredBackup:
    """Put a backup in place of a database and let nothing leave until someone releases it.

    Args:
        journals: of every machine; the first is that of the backup.
        without_journal: whether to go on although later promises are lost; then everything stays paused.
        on_step: told before each step by its name.

    Raises:
        SettingsError: the backup cannot be used.
        SituationError: processes still run, or the journal does not go on from the backup.
    """
    on_step("check")
    manifest = check_backup(path, key).manifest
    _require_same_kind(engine, manifest)
    _require_at_rest(engine, at)
    # What this process has open would be taken for somebody who works.
    engine.dispose()
    entries, damaged = _entries(journals, manifest, at, without_journal=without_journal)

    def complete(connection: Connection) -> ReplayReport:
        done = replay(connection, entries)
        settle_restored(connection, manifest.made_at, at, journals[0].folder)
        # Whoever restores sees what time it is; the backup may be older than any absence.
        take_for_right(connection, at)
        if without_journal:
            pause_everything(connection, at)
        return done

    with opened(path, key) as bag:
        if is_file(engine):
            done, aside = _restore_file(file_of(engine), bag, complete, at, on_step)
            return RestoredBackup(manifest, done, damaged, aside)
        return RestoredBackup(manifest, _restore_server(engine, bag, manifest, complete, on_step), damaged)


def _require_same_kind(engine: Engine, manifest: Manifest) -> None:
    if (manifest.backend == "sqlite") != is_file(engine):
        raise SettingsError(
            f"备份是 {manifest.backend} 的，LEYE_DATABASE_URL 写的是 {engine.dialect.name}。请改成同一种再恢复。"
        )


def _require_at_rest(engine: Engine, at: datetime) -> None:
    """Refuse while the scheduler works; a database that is gone or damaged has none."""
    try:
        is_working = (not is_file(engine) or file_of(engine).exists()) and is_held(engine, SCHEDULER, at)
    except Exception:
        return
    if is_working:
        raise SituationError(STILL_RUNNING)


def _entries(
    journals: Sequence[Journal], manifest: Manifest, at: datetime, *, without_journal: bool
) -> tuple[list[JournalEntry], int]:
    goes_on = journals[0].mark() == manifest.journal and manifest.made_at > at - KEPT_FOR
    if not goes_on and not without_journal:
        raise SituationError(NO_JOURNAL)
    read = [journal.read(manifest.made_at - MARGIN) for journal in journals]
    return [entry for each in read for entry in each.entries], sum(each.damaged for each in read)


def _restore_file(
    database: Path,
    bag: ZipFile,
    complete: Callable[[Connection], ReplayReport],
    at: datetime,
    on_step: Callable[[str], None],
) -> tuple[ReplayReport, Path | None]:
    fresh = database.with_name(f"{database.name}.restoring")
    for leftover in (fresh, *_side_files(fresh)):
        leftover.unlink(missing_ok=True)
    on_step("extract")
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with bag.open(FILE_PART) as part, fresh.open("wb") as file:
        shutil.copyfileobj(part, file)
    on_step("complete")
    upgrade(f"sqlite:///{fresh}")
    engine = open_database(f"sqlite:///{fresh}")
    try:
        with engine.begin() as connection:
            done = complete(connection)
    finally:
        engine.dispose()
    _close_file(fresh)
    on_step("aside")
    aside = _set_aside(database, at)
    on_step("replace")
    os.replace(fresh, database)
    _sync(database.parent)
    on_step("done")
    return done, aside


def _set_aside(database: Path, at: datetime) -> Path | None:
    """Keep a copy of the old database, all of it in one file, which nobody else has open."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.before-{at:%Y%m%dT%H%M%S}")
    try:
        _close_file(database)
    except sqlite3.OperationalError as error:
        raise SituationError(STILL_RUNNING) from error
    except sqlite3.DatabaseError:
        # Damaged: what lies beside it would be taken for changes to the new one.
        for file in _side_files(database):
            if file.exists():
                file.replace(aside.with_name(aside.name + file.name.removeprefix(database.name)))
    shutil.copyfile(database, aside)
    return aside


def _close_file(database: Path) -> None:
    """Bring all of a SQLite file into the file itself; fails while others have it open."""
    with closing(sqlite3.connect(database, timeout=1)) as connection:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if mode != "delete":
            raise sqlite3.OperationalError("database is locked")
    with database.open("rb+") as file:
        os.fsync(file.fileno())


def _side_files(database: Path) -> list[Path]:
    return [database.with_name(database.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _restore_server(
    engine: Engine,
    bag: ZipFile,
    manifest: Manifest,
    complete: Callable[[Connection], ReplayReport],
    on_step: Callable[[str], None],
) -> ReplayReport:
    """Exchange everything in one transaction: broken off anywhere, nothing happened."""
    with engine.begin() as connection:
        on_step("drop")
        for table in reversed([*tables_on_server(connection), "alembic_version"]):
            connection.execute(text(f'DROP TABLE IF EXISTS "{table}" CASCADE'))
        connection.execute(text("DROP FUNCTION IF EXISTS audit_log_only_grows() CASCADE"))
        on_step("load")
        upgrade_within(connection, manifest.revision)
        for table, columns in manifest.columns.items():
            copy_in(connection, bag, table, columns)
        _count_on(connection, manifest)
        on_step("complete")
        upgrade_within(connection)
        done = complete(connection)
        on_step("commit")
    on_step("done")
    return done


def _count_on(connection: Connection, manifest: Manifest) -> None:
    """Let numbers go on where the rows of the backup end."""
    tables = (each for each in metadata.sorted_tables if each.name in manifest.columns)
    counted = [
        (table.name, column.name) for table in tables for column in table.columns if column.autoincrement is True
    ]
    for table, column in counted:
        last = f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT max({column}) FROM \"{table}\"))"
        connection.execute(text(last))
