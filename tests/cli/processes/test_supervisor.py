"""The supervisor with small stand-in programs: nothing of them outlives it."""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path

from honcho.printer import Printer

from bot.cli.processes.supervisor import EndedProgram, Program, Supervisor

WAITS = "import signal; signal.pause()"
IGNORES_SIGTERM = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); signal.pause()"
)
LEAVES_A_CHILD = (
    "import subprocess, sys, signal; "
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); "
    "print(child.pid, flush=True); signal.pause()"
)
ENDS = "import sys; print('端口不能用', flush=True); sys.exit(3)"


def program(name: str, code: str) -> Program:
    return Program(name, (sys.executable, "-c", code))


def supervise(
    folder: Path, *programs: Program, stop_when: str = "", grace: float = 5.0
) -> tuple[EndedProgram | None, str]:
    """Run the programs; ask to stop by SIGTERM once the output holds ``stop_when``."""
    output = io.StringIO()

    def on_tick() -> None:
        if stop_when and stop_when in output.getvalue():
            os.kill(os.getpid(), signal.SIGTERM)

    supervisor = Supervisor(programs, os.environ, folder, Printer(output), grace)
    return supervisor.run(on_tick), output.getvalue()


def is_running(pid: int) -> bool:
    try:
        # A dead process that nobody has waited for yet (its parent is gone) still has an entry.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_program_that_ends_by_itself_stops_the_others_and_is_named(tmp_path: Path) -> None:
    ended, output = supervise(tmp_path, program("waits", WAITS), program("ends", ENDS))
    assert ended is not None
    assert (ended.program.name, ended.code) == ("ends", 3)
    assert "ends | 端口不能用" in output


def test_output_is_kept_in_one_log_per_program_and_the_last_one_is_kept_too(tmp_path: Path) -> None:
    supervise(tmp_path, program("ends", "print('first run')"))
    supervise(tmp_path, program("ends", "print('second run')"))
    assert (tmp_path / "ends.log").read_text() == "second run\n"
    assert (tmp_path / "ends.log.1").read_text() == "first run\n"


def test_a_signal_stops_everything_and_counts_as_asked_for(tmp_path: Path) -> None:
    talks = "print('here I am', flush=True); " + WAITS
    ended, _ = supervise(tmp_path, program("talks", talks), program("waits", WAITS), stop_when="here I am")
    assert ended is None


def test_what_ignores_the_signal_is_killed_after_the_grace(tmp_path: Path) -> None:
    ended, _ = supervise(tmp_path, program("stubborn", IGNORES_SIGTERM), stop_when="ready", grace=0.3)
    assert ended is None


def test_the_child_of_a_program_ends_with_it(tmp_path: Path) -> None:
    supervise(tmp_path, program("parent", LEAVES_A_CHILD), stop_when="parent | ")
    child = int((tmp_path / "parent.log").read_text())
    assert not is_running(child)


def test_signal_handlers_are_given_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    supervise(tmp_path, program("ends", ENDS))
    assert signal.getsignal(signal.SIGTERM) is before
