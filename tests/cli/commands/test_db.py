"""``leye db upgrade`` makes the tables, and may be repeated."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.cli import app
from bot.storage import is_believable, open_database, take_for_right, upgrade


def test_upgrading_makes_the_tables_and_may_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEYE_DATABASE_URL", "sqlite:///new.db")
    for _ in range(2):
        done = CliRunner().invoke(app, ["db", "upgrade"])
        assert done.exit_code == 0
        assert "数据库已是最新" in done.output
    with sqlite3.connect(tmp_path / "new.db") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "alembic_version" in tables


def test_a_person_says_that_the_time_is_true_and_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path}/old.db"
    monkeypatch.setenv("LEYE_DATABASE_URL", address)
    upgrade(address)
    engine = open_database(address)
    with engine.begin() as connection:
        take_for_right(connection, clock.now() - timedelta(days=400))
    asked = CliRunner().invoke(app, ["db", "clock"])
    assert asked.exit_code != 0
    assert not is_believable(engine, clock.now())
    assert CliRunner().invoke(app, ["db", "clock", "--right"]).exit_code == 0
    assert is_believable(engine, clock.now())
    assert "没有问题" in CliRunner().invoke(app, ["db", "clock"]).output
    engine.dispose()
