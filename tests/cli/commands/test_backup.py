"""``leye backup`` and ``leye restore``, as the shell would call them: made, checked, put in place, released."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from bot.clock import now
from bot.people import Consents
from bot.settings import Settings
from bot.storage import open_for, upgrade
from tests.cli.conftest import CommandLineSignIn, Leye
from tests.outreach.world import add_person

KEY = "a backup key for tests only, long enough"


@pytest.fixture
def person(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the key of backups, and one person in the database."""
    monkeypatch.setenv("LEYE_BACKUP_KEY", KEY)
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    add_person(engine, "p", at=now())
    engine.dispose()
    return "p"


def made(leye: Leye) -> str:
    assert leye("backup").code == 0
    (path,) = Path("var/backups").iterdir()
    return str(path)


def test_without_a_key_nothing_is_backed_up(leye: Leye) -> None:
    ended = leye("backup")
    assert (ended.code, "LEYE_BACKUP_KEY" in ended.err) == (1, True)
    assert not Path("var/backups").exists()


@pytest.mark.usefixtures("person")
def test_a_backup_is_made_and_can_be_looked_through(leye: Leye) -> None:
    path = made(leye)
    ended = leye("backup", "--check", path)
    assert (ended.code, "完好" in ended.out) == (0, True)


def test_a_restore_says_what_it_did_once_more_and_waits_to_be_released(
    leye: Leye, sign_in: CommandLineSignIn, person: str
) -> None:
    path = made(leye)
    engine = open_for(Settings.from_environment())
    Consents(engine).withdraw(person, "chat", now())
    engine.dispose()
    ended = leye("restore", path, "--yes")
    assert ended.code == 0, ended.err
    assert "撤回同意 1 条" in ended.out
    assert "推送停着" in ended.out
    assert "停用中" in leye("switch", "outreach").out
    assert "leye staff login" in leye("restore", "--release").err
    sign_in("li", "approver")
    assert leye("restore", "--release").code == 0
    assert "开着" in leye("switch", "outreach").out
    assert leye("restore", "--release").code == 1


def test_what_a_process_promised_that_had_not_heard_of_a_new_folder_is_kept_too(
    leye: Leye, person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_before = open_for(Settings.from_environment())
    monkeypatch.setenv("LEYE_JOURNAL_DIR", str(tmp_path / "elsewhere"))
    path = made(leye)
    Consents(started_before).withdraw(person, "chat", now())
    started_before.dispose()
    assert "撤回同意 1 条" in leye("restore", path, "--yes").out


@pytest.mark.usefixtures("person")
def test_a_secret_that_is_another_one_is_said(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(leye)
    monkeypatch.setenv("LEYE_SECRET", "another secret than at the backup")
    ended = leye("restore", path, "--yes")
    assert "LEYE_SECRET 和备份时的不一样" in ended.out


@pytest.mark.usefixtures("person")
def test_without_a_yes_nothing_is_restored(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(leye)
    monkeypatch.setattr(typer, "confirm", lambda _question: False)
    assert leye("restore", path).code == 1
    assert leye("restore").code == 1
