"""Upgrading makes the tables that the code expects, and can be repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.errors import SettingsError
from bot.storage import open_database, upgrade
from bot.storage.tables import metadata


def empty(database_url: str) -> None:
    """Take away what other tests left on the shared PostgreSQL, such as the tables of the scheduler."""
    if database_url.startswith("postgresql"):
        with open_database(database_url).begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    empty(database_url)
    upgrade(database_url)
    with open_database(database_url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    upgrade(database_url)
    upgrade(database_url)


def test_a_database_that_cannot_be_opened_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LEYE_DATABASE_URL"):
        upgrade(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made_says_what_to_check(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="LEYE_DATABASE_URL"):
        upgrade(f"sqlite:///{tmp_path}/file/leye.db")
