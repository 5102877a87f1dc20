"""Upgrading makes the tables that the code expects, and can be repeated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.errors import SettingsError
from bot.storage import open_database, require_sound, upgrade
from bot.storage.schema_upgrade import upgrade_within
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


def test_a_database_file_of_no_bytes_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "leye.db").touch()
    with pytest.raises(SettingsError, match="0 字节"):
        upgrade(f"sqlite:///{tmp_path}/leye.db")
    assert (tmp_path / "leye.db").stat().st_size == 0


def test_a_damaged_database_file_is_said_with_what_to_do_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "leye.db"
    upgrade(f"sqlite:///{file}")
    broken = b"no longer a database" + file.read_bytes()[20:]
    file.write_bytes(broken)
    with pytest.raises(SettingsError, match=r"数据库文件坏了.*备份"):
        upgrade(f"sqlite:///{file}")
    assert file.read_bytes() == broken


def test_damage_inside_is_found_before_anyone_is_served(tmp_path: Path) -> None:
    file = tmp_path / "leye.db"
    upgrade(f"sqlite:///{file}")
    require_sound(f"sqlite:///{file}")
    pages = bytearray(file.read_bytes())
    # The first page knows what tables there are, the others what is in them.
    pages[4096:] = os.urandom(len(pages) - 4096)
    file.write_bytes(pages)
    with pytest.raises(SettingsError, match="数据库文件坏了"):
        require_sound(f"sqlite:///{file}")


def test_numbers_of_erased_people_that_were_kept_by_state_are_kept_by_stage_from_then_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/leye.db"
    with open_database(url).begin() as connection:
        upgrade_within(connection, "0030")
    old = {"sent": 3, "delivered": 2, "read": 1, "failed": 4, "planned": 9}
    with open_database(url).begin() as connection:
        for state, count in old.items():
            connection.execute(
                text("INSERT INTO erased_counts VALUES ('c', :state, :count)"), {"state": state, "count": count}
            )
    with open_database(url).begin() as connection:
        upgrade_within(connection, "0031")
        found = dict(connection.execute(text("SELECT stage, count FROM erased_counts")).all())
    assert found == {"told": 6, "delivered": 3, "read": 1, "failed": 4}
