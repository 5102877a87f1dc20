"""Logs of programs: they never grow without bound, keep some older ones, and give way on a full disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.cli.processes.log_files import LogFile
from tests.conftest import Missing
from tests.small_disk import CannotMount, fill, set_free, small_disk


def test_a_log_that_is_too_large_is_put_aside_under_the_hands_of_its_writer(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "front.log", largest=100, kept=2)
    writer = log.open()
    for letter in "abcd":
        os.write(writer, letter.encode() * 101)
        log.keep_small()
    os.write(writer, b"e")
    os.close(writer)
    assert log.path.read_text() == "e"
    assert (tmp_path / "front.log.1").read_text() == "d" * 101
    assert (tmp_path / "front.log.2").read_text() == "c" * 101
    assert not (tmp_path / "front.log.3").exists()


def test_logs_are_for_their_owner_only(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "front.log", largest=0)
    log.append("a line")
    log.keep_small()
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600, 0o600]


def test_a_full_disk_costs_lines_and_an_old_log_but_never_an_error(tmp_path: Path, missing: Missing) -> None:
    try:
        with small_disk(tmp_path / "disk", megabytes=1) as disk:
            log = LogFile(disk / "front.log", largest=4096)
            log.append("x" * 8192)
            fill(disk)
            log.append("y" * 8192)
            log.keep_small()
            assert log.path.stat().st_size == 0
            LogFile(disk / "rasa.log").append("no file can be made")
            set_free(disk)
            log.append("here again")
            assert log.path.read_text().endswith("here again\n")
    except CannotMount as reason:
        missing(f"a small disk cannot be mounted here ({reason})")


def test_a_folder_that_takes_no_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    log = LogFile(tmp_path / "log" / "front.log")
    log.append("nowhere")
    log.begin_anew()
    log.keep_small()
