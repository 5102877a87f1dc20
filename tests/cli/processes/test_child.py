"""When a program is taken for hung: by the time in which it could have moved and did not, not by what a busy machine kept from it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.processes import child as children
from bot.cli.processes.child import HELD_UP, Child, Patience, Program
from bot.cli.processes.log_files import LogFile

SILENT = 60.0
PATIENCE = Patience(silence=10.0, starved=10.0)


@pytest.fixture
def silent_child(tmp_path: Path) -> Iterator[Child]:
    """Give a program that beat a minute ago, and that is longer than it is granted."""
    program = Program("rasa", (sys.executable, "-c", "import signal; signal.pause()"))
    child = Child(program, LogFile(tmp_path / "rasa.log"), PATIENCE)
    child.start(os.environ)
    child.beat()
    child.excuse(-SILENT)
    yield child
    child.signal(signal.SIGKILL)
    child.wait()


def in_condition(child: Child, monkeypatch: pytest.MonkeyPatch, state: str, processor_seconds: float) -> None:
    condition = children._Condition(state, child._worked + processor_seconds)
    monkeypatch.setattr(child, "_condition", lambda: condition)


def test_one_that_waits_for_something_else_than_a_processor_is_hung(
    silent_child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_condition(silent_child, monkeypatch, "S", 0.0)
    assert (silent_child.silence() or 0) >= SILENT


def test_one_that_a_busy_machine_lets_wait_for_a_processor_is_not(
    silent_child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_condition(silent_child, monkeypatch, "R", 1.0)
    assert silent_child.silence() is None


def test_one_that_has_computed_for_that_long_without_a_beat_is_hung(
    silent_child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_condition(silent_child, monkeypatch, "R", PATIENCE.silence)
    assert (silent_child.silence() or 0) >= SILENT


def test_the_thread_that_holds_up_the_loop_counts_and_a_process_that_only_waits_does_not(tmp_path: Path) -> None:
    works = "import threading, time\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()\n"
    states = []
    for number, code in enumerate((works + "time.sleep(3600)", "import signal; signal.pause()")):
        child = Child(Program("front", (sys.executable, "-c", code)), LogFile(tmp_path / f"{number}.log"), PATIENCE)
        child.start(os.environ)
        while (
            child._condition().processor_seconds < 0.01
            or b"lifeline" in Path(f"/proc/{child.pid}/cmdline").read_bytes()
        ):
            time.sleep(0.02)
        for _ in range(100):
            time.sleep(0.02)
            if (child._condition().state in HELD_UP) is (number == 0):
                break
        states.append(child._condition().state in HELD_UP)
        child.signal(signal.SIGKILL)
        child.wait()
    assert states == [True, False]


def test_nobody_is_waited_for_without_end(silent_child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    in_condition(silent_child, monkeypatch, "R", 1.0)
    silent_child.excuse(-SILENT)
    assert (silent_child.silence() or 0) >= PATIENCE.silence * PATIENCE.starved
