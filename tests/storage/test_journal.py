"""The journal only grows, survives what a full disk leaves, and several processes write it at once."""

from __future__ import annotations

import multiprocessing
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.storage import Journal, JournalEntry, JournalKind
from bot.storage import journal as journal_room

AT = datetime(2026, 11, 30, 9, tzinfo=timezone.utc)


def entry(person: str = "p", at: datetime = AT) -> JournalEntry:
    return JournalEntry(JournalKind.WITHDRAWN, at, person, (f"wx:{person}",), {"topics": ["a"], "channel": None})


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", lambda: AT)


def test_what_was_written_is_read_in_order(journal: Journal) -> None:
    written = [entry("a"), entry("b"), JournalEntry(JournalKind.ERASED, AT, "c")]
    journal.note(written[:2])
    journal.require(written[2:])
    assert journal.read().entries == tuple(written)
    assert journal.read().damaged == 0


def test_only_its_owner_reads_it(journal: Journal, tmp_path: Path) -> None:
    os.umask(0o022)
    journal.note([entry()])
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "journal").glob("*.jsonl")} == {0}


def test_a_line_that_was_cut_off_costs_no_other(journal: Journal, tmp_path: Path) -> None:
    journal.note([entry("a")])
    (file,) = (tmp_path / "journal").glob("*.jsonl")
    file.write_bytes(file.read_bytes() + b'\n{"written":"2026-11-')
    journal.note([entry("b")])
    read = journal.read()
    assert ([each.person for each in read.entries], read.damaged) == (["a", "b"], 1)


def test_what_is_older_is_left_out_and_months_are_forgotten(tmp_path: Path) -> None:
    moments = iter([AT - timedelta(days=500), AT - timedelta(days=500), AT, AT])
    journal = Journal(tmp_path, lambda: next(moments))
    journal.note([entry("old")])
    journal.note([entry("new")])
    assert [each.person for each in journal.read(AT - timedelta(hours=1)).entries] == ["new"]
    assert journal.forget_before(AT - timedelta(days=400)) == 1
    assert [each.person for each in journal.read().entries] == ["new"]


def test_a_full_disk_stops_no_withdrawal_and_its_line_comes_later(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal_room.os, "write", full)
        journal.note([entry("a")])
        assert journal.is_behind
        with pytest.raises(OSError, match="space"):
            journal.require([entry("b")])
    journal.note([entry("c")])
    assert not journal.is_behind
    assert [each.person for each in journal.read().entries] == ["a", "c"]


def test_another_folder_is_another_journal(tmp_path: Path) -> None:
    one, other = (Journal(tmp_path / name, lambda: AT) for name in ("one", "other"))
    assert one.mark() is None
    assert one.begin() == one.begin() == one.mark()
    assert one.begin() != other.begin()


def _write(folder: Path, name: str) -> None:
    journal = Journal(folder, lambda: AT)
    for number in range(50):
        journal.note([entry(f"{name}{number}")])


def test_processes_write_it_at_once_and_no_line_is_lost(tmp_path: Path) -> None:
    processes = [multiprocessing.Process(target=_write, args=(tmp_path, name)) for name in "abcd"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    read = Journal(tmp_path, lambda: AT).read()
    assert read.damaged == 0
    assert sorted(each.person for each in read.entries) == sorted(f"{name}{n}" for name in "abcd" for n in range(50))
