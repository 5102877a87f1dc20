"""Databases for tests: with all tables and no rows, quickly."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import make_url

from bot.storage import upgrade

FILE = "leye.db"


def lay_out(database_url: str) -> None:
    """Bring a database to the newest revision; a new SQLite file is copied from one that went through every migration."""
    address = make_url(database_url)
    if address.get_backend_name() != "sqlite":
        upgrade(database_url)
        return
    assert address.database is not None
    file = Path(address.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    assert not file.exists(), f"{file} is there already: upgrade it"
    shutil.copyfile(Path(_upgraded().name, FILE), file)


@cache
def _upgraded() -> TemporaryDirectory[str]:
    """Make the file once; its folder goes when the tests end."""
    folder = TemporaryDirectory(prefix="leye-tests-")
    upgrade(f"sqlite:///{folder.name}/{FILE}")
    return folder
