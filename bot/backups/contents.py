"""What of a database goes into a backup: one moment of it, while everyone works on. A SQLite file whole, a server table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from bot.errors import SettingsError
from bot.storage.tables import metadata

FILE_PART = "database.sqlite"
TABLE_PART = "tables/{}.copy"
REVISIONS = "alembic_version"
COPY_BYTES = 1 << 20


@dataclass(frozen=True)
class SavedTables:
    """What was put into a backup."""

    revision: str
    columns: dict[str, tuple[str, ...]]
    rows: dict[str, int]


def is_file(engine: Engine) -> bool:
    """Tell whether a database is a SQLite file."""
    return bool(engine.dialect.name == "sqlite")


def file_of(engine: Engine) -> Path:
    """Return the file of a SQLite database."""
    return Path(str(engine.url.database))


def save(engine: Engine, bag: ZipFile, beside: Path) -> SavedTables:
    """Put a database, as it is at this moment, into a backup.

    Args:
        beside: a folder for the copy of a SQLite file, which is deleted again.
    """
    return _save_file(file_of(engine), bag, beside) if is_file(engine) else _save_server(engine, bag)


def _save_file(database: Path, bag: ZipFile, beside: Path) -> SavedTables:
    copy = beside / f".{database.name}.copy"
    try:
        # All pages in one step: a single moment of the file, for which nobody who writes has to wait.
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            saved = tables_of_file(target)
        bag.write(copy, FILE_PART)
    finally:
        copy.unlink(missing_ok=True)
    return saved


def tables_of_file(connection: sqlite3.Connection) -> SavedTables:
    """Return what is in a SQLite file.

    Raises:
        SettingsError: it is damaged.
    """
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise SettingsError(f"数据库文件坏了（{found}）。")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    ours = [name for name in names if not name.startswith("sqlite_")]
    rows = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in ours}
    revision = connection.execute(f"SELECT version_num FROM {REVISIONS}").fetchone()[0]
    return SavedTables(str(revision), {}, rows)


def _save_server(engine: Engine, bag: ZipFile) -> SavedTables:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        connection.execute(text("SET TRANSACTION READ ONLY"))
        revision = connection.execute(text(f"SELECT version_num FROM {REVISIONS}")).scalar_one()
        columns = {table: columns_of(connection, table) for table in tables_on_server(connection)}
        rows = {table: _copy_out(connection, bag, table, names) for table, names in columns.items()}
    return SavedTables(str(revision), columns, rows)


def tables_on_server(connection: Connection) -> list[str]:
    """Return our tables that are there, those first to which others point."""
    there = set(inspect(connection).get_table_names())
    return [table.name for table in metadata.sorted_tables if table.name in there]


def columns_of(connection: Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table."""
    return tuple(column["name"] for column in inspect(connection).get_columns(table))


def quoted(columns: tuple[str, ...]) -> str:
    """Return columns as a statement names them."""
    return ", ".join(f'"{name}"' for name in columns)


def _copy_out(connection: Connection, bag: ZipFile, table: str, columns: tuple[str, ...]) -> int:
    with bag.open(TABLE_PART.format(table), "w", force_zip64=True) as part, _cursor(connection) as cursor:
        cursor.copy_expert(f'COPY "{table}" ({quoted(columns)}) TO STDOUT', part, COPY_BYTES)
        return int(cursor.rowcount)


def copy_in(connection: Connection, bag: ZipFile, table: str, columns: tuple[str, ...]) -> int:
    """Fill a table from a backup, within the caller's transaction; return how many rows."""
    with bag.open(TABLE_PART.format(table)) as part, _cursor(connection) as cursor:
        cursor.copy_expert(f'COPY "{table}" ({quoted(columns)}) FROM STDIN', part, COPY_BYTES)
        return int(cursor.rowcount)


def rows_of_part(bag: ZipFile, table: str) -> int:
    """Count the rows of a table in a backup: COPY writes one a line, and a break within a value as two letters."""
    with bag.open(TABLE_PART.format(table)) as part:
        return sum(piece.count(b"\n") for piece in _pieces(part))


def _pieces(part: object) -> Iterator[bytes]:
    read = part.read  # type: ignore[attr-defined]
    while piece := read(COPY_BYTES):
        yield piece


def _cursor(connection: Connection):  # type: ignore[no-untyped-def]
    return closing(connection.connection.cursor())
