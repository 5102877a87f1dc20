"""Databases for tests: with all tables and no rows, quickly."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine, make_url

from bot.storage import open_database, upgrade
from bot.storage.schema_upgrade import MIGRATIONS
from bot.storage.tables import metadata

FILE = "leye.db"


def lay_out(database_url: str) -> None:
    """Bring a database to the newest revision; a new SQLite file is copied from one that went through every migration."""
    address = make_url(database_url)
    if address.get_backend_name() != "sqlite":
        if not _is_newest(database_url):
            upgrade(database_url)
        return
    assert address.database is not None
    file = Path(address.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    assert not file.exists(), f"{file} is there already: upgrade it"
    shutil.copyfile(Path(_upgraded().name, FILE), file)


class Databases:
    """One engine for each database of this process: it keeps the statements it has put into SQL once.

    The rule of a campaign is a statement of a hundred thousand letters, and every test says it several times.

    Args:
        folder: where the SQLite file of the moment lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engines: dict[str, Engine] = {}

    def new_file(self) -> str:
        """Return the address of a SQLite file that is not there, in a folder that is not there."""
        shutil.rmtree(self._folder, ignore_errors=True)
        return f"sqlite:///{self._folder}/{FILE}"

    def without_rows(self, address: str) -> Engine:
        """Return the engine for an upgraded database without rows: of a server, or of a new SQLite file."""
        lay_out(address)
        if address not in self._engines:
            self._engines[address] = open_database(address)
        engine = self._engines[address]
        if engine.dialect.name == "postgresql":
            # Shared by all tests of a worker; a SQLite file is new.
            empty(engine)
        return engine

    def close(self) -> None:
        """Let go of every connection."""
        for engine in self._engines.values():
            engine.dispose()


def empty(engine: Engine) -> None:
    """Delete every row, also those of the log that the database keeps from being deleted."""
    statements = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # All in one message: forty round trips take longer than most tests.
            off, on = (f"ALTER TABLE audit_log {verb} TRIGGER USER" for verb in ("DISABLE", "ENABLE"))
            connection.execute(text("; ".join([off, *statements, on])))
            return
        for statement in statements:
            if "audit_log" not in statement:
                connection.execute(text(statement))


def _is_newest(database_url: str) -> bool:
    """Tell whether every migration went through a database already, without setting up Alembic for it."""
    engine = open_database(database_url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == _newest_revision()
    finally:
        engine.dispose()


@cache
def _newest_revision() -> str | None:
    """Return the revision that a database has once every migration went through it."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(configuration).get_current_head()


@cache
def _upgraded() -> TemporaryDirectory[str]:
    """Make the file once; its folder goes when the tests end."""
    folder = TemporaryDirectory(prefix="leye-tests-")
    address = f"sqlite:///{folder.name}/{FILE}"
    upgrade(address)
    engine = open_database(address)
    empty(engine)
    engine.dispose()
    return folder
