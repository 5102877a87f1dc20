"""A program that was killed is followed at once by the copy that it left of itself; no copy outlives whom it is for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.processes.stand_ins import BEATS, is_running, program
from tests.cli.processes.test_lifeline import PATIENCE_SECONDS, SUPERVISES
from tests.cli.processes.test_supervisor import NAMED, Watched

LEAVES_A_SPARE = (
    "from bot.heartbeat import keep_beating; from bot.spare import keep_spare; "
    "print('loaded {mark}', flush=True); keep_spare(); " + NAMED
)


def beats_with_spare(folder: Path) -> str:
    return LEAVES_A_SPARE.format(mark=folder) + BEATS


def running_with(mark: str) -> set[int]:
    """Return the processes that have a word in their command."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "cmdline").read_bytes():
                found.add(int(entry.name))
        except OSError:
            continue
    return {pid for pid in found if is_running(pid)}


def loads(folder: Path) -> int:
    return (folder / "rasa.log").read_text().count("loaded ")


def test_what_is_killed_is_followed_by_its_spare_which_has_loaded_everything_and_leaves_a_spare_itself(
    tmp_path: Path,
) -> None:
    watched = Watched(tmp_path, program("rasa", beats_with_spare(tmp_path)))
    watched.play(
        lambda: bool(watched.pids("rasa")) and len(running_with(str(tmp_path))) == 2,
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了"),
        lambda: len(running_with(str(tmp_path))) == 2,
    )
    assert len(watched.pids("rasa")) == 2
    assert loads(tmp_path) == 1
    assert running_with(str(tmp_path)) == set()


def test_what_stands_still_is_followed_by_its_spare_too(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", beats_with_spare(tmp_path)))
    watched.play(
        lambda: bool(watched.pids("rasa")) and len(running_with(str(tmp_path))) == 2,
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGSTOP),
        lambda: watched.said("rasa 恢复了"),
    )
    assert (len(watched.pids("rasa")), loads(tmp_path)) == (2, 1)


def test_what_fails_again_and_again_begins_anew(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", beats_with_spare(tmp_path)))
    watched.play(
        lambda: bool(watched.pids("rasa")) and len(running_with(str(tmp_path))) == 2,
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了"),
        lambda: len(running_with(str(tmp_path))) == 2,
        lambda: os.kill(watched.pids("rasa")[1], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了", times=2) and len(running_with(str(tmp_path))) == 2,
        lambda: loads(tmp_path) == 1,
        lambda: os.kill(watched.pids("rasa")[2], signal.SIGKILL),
        lambda: len(watched.pids("rasa")) == 4,
        lambda: len(running_with(str(tmp_path))) == 2,
    )
    assert loads(tmp_path) == 2


def test_a_spare_that_was_killed_itself_costs_nothing_but_time(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", beats_with_spare(tmp_path)))
    watched.play(
        lambda: bool(watched.pids("rasa")) and len(running_with(str(tmp_path))) == 2,
        lambda: [os.kill(pid, signal.SIGKILL) for pid in running_with(str(tmp_path)) - set(watched.pids("rasa"))],
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了"),
    )
    assert loads(tmp_path) == 2


def test_no_spare_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = SUPERVISES.format(serves=beats_with_spare(tmp_path), folder=str(tmp_path))
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(running_with(str(tmp_path)) - {supervisor.pid}) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    supervisor.kill()
    supervisor.wait()
    while running_with(str(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running_with(str(tmp_path)) == set()
