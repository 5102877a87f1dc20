"""The database opens ready for several processes, and says whether it answers."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from bot.storage import is_reachable, open_database


def test_a_sqlite_file_is_shared_safely(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/leye.db").connect() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "busy_timeout")]
        assert pragmas == ["wal", 5000]
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1


def test_a_database_that_is_no_database_is_not_reachable(tmp_path: Path) -> None:
    (tmp_path / "leye.db").write_text("not a database" * 100)
    assert not is_reachable(open_database(f"sqlite:///{tmp_path}/leye.db"))
    assert not is_reachable(open_database("postgresql://nobody@127.0.0.1:1/none"))
    assert is_reachable(open_database(f"sqlite:///{tmp_path}/other.db"))
