"""Bringing a database to the newest revision with Alembic. Called at start and by ``leye db upgrade``."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.errors import SettingsError
from bot.owner_only import take_from_others
from bot.storage.engine import open_database

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database_url: str) -> None:
    """Create or upgrade the tables of this database; do nothing when they are current.

    Raises:
        SettingsError: the database cannot be opened or written.
    """
    _require_no_empty_file(database_url)
    engine = open_database(database_url)
    try:
        with engine.connect() as connection:
            command.upgrade(_configuration(connection), "head")
    except OperationalError as error:
        raise SettingsError(
            f"打不开或写不了数据库（{error.orig}）。请检查 LEYE_DATABASE_URL、所在目录的权限和剩余空间。"
        ) from error
    except DatabaseError as error:
        raise SettingsError(damaged(error.orig)) from error
    finally:
        engine.dispose()
    for file in _files_of(database_url):
        take_from_others(file)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision within the caller's transaction.

    Raises:
        SettingsError: this version does not know the revision.
    """
    configuration = _configuration(connection)
    configuration.attributes["stays_open"] = True
    try:
        command.upgrade(configuration, revision)
    except CommandError as error:
        raise SettingsError(f"这份数据来自更新的版本（{revision}）。请先升级程序，再试一次。") from error


def require_sound(database_url: str) -> None:
    """Look through all pages of a SQLite file; a server looks after its own.

    Raises:
        SettingsError: some are damaged.
    """
    engine = open_database(database_url)
    if engine.dialect.name != "sqlite":
        return
    try:
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    except DatabaseError as error:
        raise SettingsError(damaged(error.orig)) from error
    finally:
        engine.dispose()
    if found != "ok":
        raise SettingsError(damaged(found))


def damaged(how: object) -> str:
    """Say that the file of the database cannot be used, and what to do."""
    return (
        f"数据库文件坏了（{how}），没有改动它。请先把它和同名的 -wal、-shm 文件一起另存一份，"
        "再用最近的备份换上；没有备份，请找懂 SQLite 的人用 .recover 试着救回。"
    )


def _require_no_empty_file(database_url: str) -> None:
    database, *_ = _files_of(database_url) or (None,)
    if database is not None and database.exists() and database.stat().st_size == 0:
        raise SettingsError(
            f"数据库文件 {database} 是空的（0 字节），里面的资料不见了。请用备份换上它；"
            "确实要从头开始，请先删掉这个文件，再启动。"
        )


def _files_of(database_url: str) -> list[Path]:
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    return [Path(f"{url.database}{ending}") for ending in ("", "-wal", "-shm")]


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration
