"""The supervisor with small stand-in programs: what ends or hangs comes back, and nothing of them outlives it."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from honcho.printer import Printer

from bot.cli.processes.child import Patience, Program
from bot.cli.processes.supervisor import EndedProgram, Supervisor
from bot.restarts import RESTARTS_FILE, read_restarts
from tests.cli.processes.stand_ins import BEATS, WAITS, is_running, program
from tests.conftest import Missing
from tests.small_disk import CannotMount, fill, set_free, small_disk

IGNORES_SIGTERM = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); signal.pause()"
)
LEAVES_A_CHILD = (
    "import subprocess, sys, signal; "
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); "
    "print(child.pid, flush=True); signal.pause()"
)
STARTS_NOISILY = (
    'print(\'{"at": "2026-11-30T08:00:00.000+08:00", "level": "info", "message": "startup complete"}\'); '
    "print('2026-11-30T08:00:01.000+08:00 INFO bot.outreach: this process is the scheduler now'); "
    "print('2026-11-30T08:00:02.000+08:00 WARNING bot.outreach: letters wait'); "
    'print(\'{"at": "2026-11-30T08:00:03.000+08:00", "level": "error", "message": "a turn failed"}\', flush=True)'
)
ENDS = "import sys; print('端口不能用', flush=True); sys.exit(3)"


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


def test_a_program_that_ends_by_itself_stops_the_others_and_is_named(tmp_path: Path) -> None:
    ended, output = supervise(tmp_path, program("waits", WAITS), program("ends", ENDS))
    assert ended is not None
    assert (ended.program.name, ended.code) == ("ends", 3)
    assert "ends | 端口不能用" in output


def test_ordinary_work_stays_in_the_log_and_the_terminal_shows_what_someone_must_look_at(tmp_path: Path) -> None:
    _, output = supervise(tmp_path, program("noisy", STARTS_NOISILY))
    assert "letters wait" in output and "a turn failed" in output
    assert "startup complete" not in output and "scheduler now" not in output
    kept = (tmp_path / "noisy.log").read_text()
    assert "startup complete" in kept and "scheduler now" in kept


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


PATIENCE = Patience(silence=3.0, stopped=0.5, start=30.0, steady=60.0, longest_pause=0.3)
GIVEN_UP_SECONDS = 60


class Watched:
    """A supervisor whose programs are served for as long as a story lasts: a list of things to wait for and to do."""

    def __init__(self, folder: Path, *programs: Program, patience: Patience = PATIENCE) -> None:
        self.output = io.StringIO()
        self.folder = folder
        self._supervisor = Supervisor(programs, os.environ, folder, Printer(self.output), 5.0, patience)
        self._deadline = time.monotonic() + GIVEN_UP_SECONDS

    def said(self, words: str, times: int = 1) -> bool:
        return self.output.getvalue().count(words) >= times

    def pids(self, name: str) -> list[int]:
        """Return the processes that wrote their number into the log of a program, in order."""
        log = self.folder / f"{name}.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [int(line.split()[1]) for line in lines if line.startswith("pid ")]

    def play(self, *story: Callable[[], object]) -> str:
        """Go through the story, a step whenever the one before was true; return all that was shown."""
        steps = list(story)

        def on_tick() -> bool:
            if steps and steps[0]() is not False:
                steps.pop(0)
            if not steps or time.monotonic() > self._deadline:
                os.kill(os.getpid(), signal.SIGTERM)
            return True

        assert self._supervisor.run(on_tick) is None
        assert not steps, self.output.getvalue()
        return self.output.getvalue()


NAMED = "import os; print('pid', os.getpid(), flush=True); "


def test_once_people_are_served_a_killed_program_comes_back_and_the_others_stay(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", NAMED + BEATS, "居民会先收到致歉"), program("front", NAMED + BEATS))
    counted: dict[str, int] = {}
    output = watched.play(
        lambda: bool(watched.pids("rasa") and watched.pids("front")),
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了"),
        lambda: counted.update(read_restarts(tmp_path / RESTARTS_FILE)),
    )
    assert counted == {"rasa": 1, "front": 0}
    assert not (tmp_path / RESTARTS_FILE).exists()
    assert len(watched.pids("rasa")) == 2
    assert len(watched.pids("front")) == 1
    assert "rasa 进程被强行结束（SIGKILL" in output
    assert "居民会先收到致歉。正在重新启动，不用动手。" in output


def test_a_program_that_is_up_and_stands_still_is_started_again(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", NAMED + BEATS))
    output = watched.play(
        lambda: bool(watched.pids("rasa")),
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGSTOP),
        lambda: watched.said("rasa 恢复了"),
    )
    assert "没有动静，已强行结束" in output
    assert not is_running(watched.pids("rasa")[0])


def test_a_program_whose_loop_is_blocked_is_started_again(tmp_path: Path) -> None:
    blocked = (
        NAMED
        + "import asyncio, os, time; from bot.heartbeat import keep_beating\n"
        + (
            "async def live():\n"
            "    beating = asyncio.create_task(keep_beating())\n"
            "    await asyncio.sleep(1)\n"
            "    time.sleep(3600)\n"
            "asyncio.run(live())\n"
        )
    )
    watched = Watched(tmp_path, program("front", blocked))
    output = watched.play(lambda: len(watched.pids("front")) >= 2)
    assert "front 进程还在，但 3 秒没有动静，已强行结束" in output


def test_a_reason_is_said_once_however_often_it_ends(tmp_path: Path) -> None:
    fails = NAMED + "import sys; print('名单读不了', flush=True); sys.exit(1)"
    # On a busy machine it runs for seconds before it ends, and is not back for that.
    watched = Watched(tmp_path, program("outreach", fails), patience=replace(PATIENCE, stopped=GIVEN_UP_SECONDS))
    output = watched.play(lambda: len(watched.pids("outreach")) >= 4)
    assert output.count("它最后说：名单读不了") == 1
    assert "outreach 进程自己停了（退出码 1）" in output


def test_after_many_failures_it_says_that_it_goes_on_trying(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("outreach", NAMED + "import sys; sys.exit(1)"))
    output = watched.play(lambda: watched.said("连着 5 次没有起来"))
    assert "会一直重试" in output


def test_what_it_says_is_kept_in_a_log_of_its_own(tmp_path: Path) -> None:
    watched = Watched(tmp_path, program("rasa", NAMED + BEATS))
    watched.play(
        lambda: bool(watched.pids("rasa")),
        lambda: os.kill(watched.pids("rasa")[0], signal.SIGKILL),
        lambda: watched.said("rasa 恢复了"),
    )
    assert "rasa 进程被强行结束" in (tmp_path / "leye.log").read_text()


LOGS_AND_BEATS = NAMED + (
    "import asyncio, logging; from bot.heartbeat import keep_beating\n"
    "logging.basicConfig(level=logging.INFO)\n"
    "async def live():\n"
    "    beating = asyncio.create_task(keep_beating())\n"
    "    while True:\n"
    "        logging.info('x' * 4000)\n"
    "        await asyncio.sleep(0.01)\n"
    "asyncio.run(live())\n"
)


def test_a_full_disk_blocks_no_program_and_the_log_goes_on_when_there_is_room(tmp_path: Path, missing: Missing) -> None:
    try:
        with small_disk(tmp_path / "disk", megabytes=4) as disk:
            watched = Watched(disk / "log", program("front", LOGS_AND_BEATS))
            full_at: list[float] = []
            log = disk / "log" / "front.log"
            sizes: list[int] = []
            output = watched.play(
                lambda: bool(watched.pids("front")),
                lambda: fill(disk),
                lambda: watched.said("磁盘满了"),
                # Longer than the silence for which a blocked program would be killed.
                lambda: full_at.append(time.monotonic()),
                lambda: time.monotonic() - full_at[0] > 2 * PATIENCE.silence,
                lambda: (set_free(disk), sizes.append(log.stat().st_size)),
                lambda: log.stat().st_size > sizes[0] + 10_000,
                lambda: watched.said("磁盘又有空间了"),
            )
            assert len(watched.pids("front")) == 1
            assert "没有动静" not in output
    except CannotMount as reason:
        missing(f"a small disk cannot be mounted here ({reason})")
