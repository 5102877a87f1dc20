"""Opening the database, with the pragmas that let several processes share one SQLite file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from bot import clock
from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage.journal import OPTION, Journal
from bot.storage.tables import write_probe
from bot.storage.upserts import put

BUSY_MILLISECONDS = 5000
PROBE_MILLISECONDS = 1500
PRAGMAS = ("journal_mode=WAL", f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=NORMAL", "foreign_keys=ON")


def open_for(settings: Settings) -> Engine:
    """Return the engine of an installation: what is promised to people is written into its journal, too."""
    return open_database(settings.database_url, Journal(settings.journal_folder, lambda: clock.now()))


def open_database(database_url: str, journal: Journal | None = None) -> Engine:
    """Return an engine for a SQLite file or a PostgreSQL server; connects on first use.

    Args:
        journal: where promises are written besides; None: nowhere.

    Raises:
        SettingsError: the folder of the SQLite file cannot be made.
    """
    url = make_url(database_url)
    options = {OPTION: journal}
    # A failed statement is logged; what it carries may be what people wrote.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, hide_parameters=True, execution_options=options)
    if url.database:
        _make_folder(Path(url.database).parent)
    # Without a pool, SQLAlchemy 1.4 would open the file and run the pragmas anew for every turn.
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
        execution_options=options,
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def is_reachable(engine: Engine) -> bool:
    """Tell whether the database answers a query."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def is_writable(engine: Engine, at: datetime) -> bool:
    """Tell whether the database takes a row just now; a lock that others hold is waited for shortly."""
    try:
        with engine.connect() as connection:
            try:
                _wait_for_locks(connection, PROBE_MILLISECONDS)
                with connection.begin():
                    put(connection, write_probe, {"id": 1}, {"at": at})
            finally:
                _wait_for_locks(connection, BUSY_MILLISECONDS)
    except SQLAlchemyError:
        return False
    return True


def _wait_for_locks(connection: Connection, milliseconds: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.connection.execute(f"PRAGMA busy_timeout={milliseconds}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"无法建立数据库所在的目录 {folder}（{error.strerror}）。请检查 LEYE_DATABASE_URL 和目录权限。"
        ) from error


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
