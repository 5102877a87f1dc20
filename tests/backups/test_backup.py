"""A backup is one moment of the database while everyone writes, is read back, and only the key opens it."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.backups import check_backup, forget_old
from bot.errors import SettingsError
from bot.storage.tables import consents, people
from tests.backups.conftest import KEY, Installation
from tests.outreach.world import NOON, add_person


def test_a_backup_says_what_is_in_it(installation: Installation) -> None:
    for name in "abc":
        add_person(installation.engine, name)
    made = installation.back_up()
    assert made.path.name == "leye-20261125T040000Z.leyebak"
    assert made.manifest.rows["people"] == 3
    assert made.manifest.journal == installation.journal.mark()
    again = check_backup(made.path, KEY)
    assert again == made
    assert [path.name for path in installation.folder.iterdir()] == [made.path.name]


def test_it_holds_nothing_that_can_be_read(installation: Installation) -> None:
    add_person(installation.engine, "somebody-by-name")
    content = installation.back_up().path.read_bytes()
    assert b"somebody" not in content
    assert b"SQLite" not in content
    with pytest.raises(SettingsError, match="LEYE_BACKUP_KEY"):
        check_backup(installation.back_up().path, KEY + "x")


def test_it_is_one_moment_while_others_write(installation: Installation) -> None:
    """Each person comes with a consent in one transaction: in a backup there are as many of the one as of the other."""
    engine, stopped = installation.engine, threading.Event()

    def write() -> None:
        number = 0
        while not stopped.is_set():
            add_person(engine, f"p{number}", wechat=False, grants=None)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            rows = installation.back_up(NOON + timedelta(seconds=number)).manifest.rows
            assert rows["people"] == rows["consents"]
    finally:
        stopped.set()
        writer.join()


def test_what_people_write_comes_back_letter_by_letter(installation: Installation) -> None:
    odd = "行一\n行二\t制表\\N \\. “引号” ❤ \x7f"
    add_person(installation.engine, "a", {"said": odd, "nothing": None}, town=odd)
    add_person(installation.engine, "b", {}, town=None)
    path = installation.back_up().path
    with installation.engine.begin() as connection:
        connection.execute(consents.delete())
        before = connection.execute(select(people).order_by(people.c.id)).all()
    installation.restore(path)
    with installation.engine.connect() as connection:
        assert connection.execute(select(people).order_by(people.c.id)).all() == before
        assert connection.execute(select(func.count()).select_from(consents)).scalar() == 2


def test_a_damaged_backup_is_said(installation: Installation, tmp_path: Path) -> None:
    content = bytearray(installation.back_up().path.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "damaged.leyebak"
    damaged.write_bytes(content)
    with pytest.raises(SettingsError):
        check_backup(damaged, KEY)
    with pytest.raises(SettingsError, match="没有"):
        check_backup(tmp_path / "nowhere", KEY)
    (tmp_path / "text").write_text("not a backup")
    with pytest.raises(SettingsError, match="不是 leye backup"):
        check_backup(tmp_path / "text", KEY)


def test_the_last_few_are_kept(installation: Installation) -> None:
    made = [installation.back_up(NOON + timedelta(hours=number)).path for number in range(4)]
    assert forget_old(installation.folder, 2) == made[:2]
    assert sorted(installation.folder.iterdir()) == made[2:]


def test_numbers_go_on_after_a_restore(installation: Installation) -> None:
    add_person(installation.engine, "a")
    installation.restore(installation.back_up().path)
    add_person(installation.engine, "b")
    with installation.engine.connect() as connection:
        ids = connection.execute(select(consents.c.id)).scalars().all()
    assert len(set(ids)) == 2
