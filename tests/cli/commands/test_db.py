"""``leye db upgrade`` makes the tables, and may be repeated."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


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
