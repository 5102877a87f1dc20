"""Upgrading makes the tables that the code expects, and can be repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.errors import SettingsError
from bot.storage import open_database, upgrade
from bot.storage.tables import metadata


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
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
