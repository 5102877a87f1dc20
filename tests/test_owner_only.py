"""Files of this installation are for its own user, those of earlier versions, too."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage import open_database, upgrade
from bot.storage.tables import metadata

ENTRIES = ("bot/front/__main__.py", "bot/dialogue/__main__.py", "bot/outreach/__main__.py", "actions/__main__.py")
ROOT = Path(__file__).parents[1]


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_what_the_command_line_makes_is_for_its_user_only(tmp_path: Path) -> None:
    environment = {**os.environ, "LEYE_DATABASE_URL": f"sqlite:///{tmp_path}/var/leye.db"}
    command = "import os, sys; os.umask(0o022); sys.argv = ['leye', 'db', 'upgrade']; from bot.cli import main; main()"
    subprocess.run([sys.executable, "-c", command], env=environment, check=True, capture_output=True, cwd=tmp_path)
    assert modes(tmp_path / "var") == {0o600}
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_a_database_of_an_earlier_version_is_taken_from_others(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/leye.db"
    upgrade(address)
    (tmp_path / "leye.db").chmod(0o644)
    engine = open_database(address)
    with engine.begin() as connection:
        # Held open: the files of the write-ahead log are there.
        connection.execute(metadata.tables["conversations"].select())
        for file in tmp_path.iterdir():
            file.chmod(0o644)
        upgrade(address)
        assert modes(tmp_path) == {0o600}
    engine.dispose()


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_process_writes_for_its_user_only(entry: str) -> None:
    assert "    write_for_owner_only()\n" in (ROOT / entry).read_text(encoding="utf-8")
