"""Bringing a database to the newest revision with Alembic. Called at start and by ``leye db upgrade``."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError
from bot.storage.engine import open_database

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database_url: str) -> None:
    """Create or upgrade the tables of this database; do nothing when they are current.

    Raises:
        SettingsError: the database cannot be opened or written.
    """
    engine = open_database(database_url)
    try:
        with engine.connect() as connection:
            command.upgrade(_configuration(connection), "head")
    except OperationalError as error:
        raise SettingsError(
            f"打不开或写不了数据库（{error.orig}）。请检查 LEYE_DATABASE_URL、所在目录的权限和剩余空间。"
        ) from error
    finally:
        engine.dispose()


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration
