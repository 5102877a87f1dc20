"""One program under supervision: its process of the moment, whether it still moves, and when it is to start again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.processes.lifeline import tied
from bot.cli.processes.log_files import LogFile
from bot.cli.processes.spare_process import SpareProcess

# A killed process is gone a moment later, unless nobody on this machine collects orphans.
VANISH_SECONDS = 1.0
SPARED_FAILURES = 2
STOPPED = "T"
# Waits for a processor or for a disk.
HELD_UP = ("R", "D")
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Program:
    """One program to run: a short name for people, its command, and what people notice while it is away."""

    name: str
    command: Sequence[str]
    loss: str = ""

    def log(self, folder: Path) -> Path:
        """Return the file that keeps its output."""
        return folder / f"{self.name}.log"


@dataclass(frozen=True)
class Patience:
    """How long a program may be silent, in seconds of the monotonic clock.

    Args:
        silence: without a beat, once it has beaten.
        stopped: held still by a signal: that is no matter of a busy machine.
        start: until its first beat, for a program that beats at all.
        starved: so many times longer, while it waits for a processor rather than for anything else: on a machine that is busy
            with other things, a new start would take longer still.
        steady: so long it must have run for its failures to be forgotten.
        longest_pause: before it is started again.
    """

    silence: float = 10.0
    stopped: float = 2.0
    start: float = 180.0
    starved: float = 6.0
    steady: float = 60.0
    longest_pause: float = 30.0

    def pause_after(self, failures: int) -> float:
        """Return the pause before the next start: none after one failure, then growing.

        >>> [Patience().pause_after(failures) for failures in (1, 2, 3, 4, 9)]
        [0.0, 1.0, 2.0, 4.0, 30.0]
        """
        return 0.0 if failures < 2 else min(self.longest_pause, 2.0 ** (failures - 2))


@dataclass(frozen=True)
class _Condition:
    """The state of a process in a letter, empty when it is not known, and its processor time in seconds."""

    state: str
    processor_seconds: float


def _fields(of: Path) -> list[str]:
    """Return what the kernel says of a process or a thread, from its state on."""
    return (of / "stat").read_text().rpartition(")")[2].split()


class Child:
    """A program and its process of the moment, which leads a process group of its own."""

    def __init__(self, program: Program, log: LogFile, patience: Patience) -> None:
        self.program = program
        self.log = log
        self.failures = 0
        self.is_back_unsaid = False
        # Why it was killed from here, for as long as it has not ended of that.
        self.killed_for: str | None = None
        self._patience = patience
        self._process: subprocess.Popen[bytes] | SpareProcess | None = None
        self._spare: SpareProcess | None = None
        self._leaving: list[SpareProcess] = []
        self._began = self._moved = self._start_at = time.monotonic()
        self._worked = 0.0
        self._stopped_since: float | None = None
        self._has_beaten = self._has_ever_beaten = False

    @property
    def pid(self) -> int | None:
        """Return its process, or None between two starts."""
        return None if self._process is None else self._process.pid

    @property
    def limit(self) -> float:
        """Return the seconds of silence it is granted: more after each failure, lest a busy machine be made busier."""
        return self._patience.silence * 2.0 ** min(max(self.failures - 1, 0), 3)

    @property
    def running_for(self) -> float:
        """Return the seconds since it was started."""
        return time.monotonic() - self._began

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it; what cannot be started counts as ended at once.

        Its spare takes over after a failure or two. After more of them nobody knows what the spare has of their cause.
        """
        self._began = self._moved = time.monotonic()
        self._stopped_since, self._has_beaten, self.killed_for = None, False, None
        if self._spare is not None and self.failures <= SPARED_FAILURES and self._spare.wake():
            self._process, self._spare = self._spare, None
        else:
            self._discard_spare()
            self._process = self._started(environment)
        self._worked = self._condition().processor_seconds

    def _started(self, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        output = self.log.open()
        try:
            return subprocess.Popen(
                tied(self.program.command),
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        finally:
            os.close(output)

    def keep(self, spare: int) -> None:
        """Note the sleeping copy that its process left of itself."""
        self._discard_spare()
        self._spare = SpareProcess(spare)

    def _discard_spare(self) -> None:
        if self._spare is not None:
            self._spare.discard()
            self._leaving.append(self._spare)
            self._spare = None

    def is_due(self) -> bool:
        """Tell whether it is to be started now."""
        return self._process is None and time.monotonic() >= self._start_at

    def ended(self) -> int | None:
        """Return how its process ended (minus the signal, if by one), once; None while it runs or waits."""
        self._leaving = [each for each in self._leaving if each.poll() is None]
        code = None if self._process is None else self._process.poll()
        if code is not None:
            self.signal(signal.SIGKILL)
            self._process = None
        return code

    def wait_for_next_start(self) -> float:
        """Count a failure; return the seconds until it is started again."""
        self.failures = 1 if self.running_for >= self._patience.steady else self.failures + 1
        pause = self._patience.pause_after(self.failures)
        self._start_at = time.monotonic() + pause
        self.is_back_unsaid = True
        return pause

    def beat(self) -> None:
        """Note that it has moved."""
        self._moved = time.monotonic()
        self._worked = self._condition().processor_seconds
        self._has_beaten = self._has_ever_beaten = True

    def kill(self, reason: str) -> None:
        """End it by force; that it ended is seen later, for a process that waits for a disk takes its time."""
        self.killed_for = reason
        self.signal(signal.SIGKILL)

    def excuse(self, seconds: float) -> None:
        """Count out a time in which nobody listened."""
        self._moved += seconds

    def is_back(self) -> bool:
        """Tell whether it works again after a failure; a program that never beats is believed after a while."""
        if self._process is None or not self.is_back_unsaid:
            return False
        return self._has_beaten or (not self._has_ever_beaten and self.running_for > self._patience.stopped)

    def silence(self) -> float | None:
        """Return for how many seconds it gave no sign if that is too long; None when all is well or it was killed."""
        if self._process is None or self.killed_for is not None:
            return None
        now, condition = time.monotonic(), self._condition()
        self._stopped_since = (self._stopped_since or now) if condition.state == STOPPED else None
        if self._stopped_since is not None and now - self._stopped_since >= self._patience.stopped:
            return now - self._moved if self._has_beaten else now - self._stopped_since
        allowed = self.limit if self._has_beaten else self._patience.start
        if condition.state in HELD_UP and condition.processor_seconds - self._worked < allowed:
            allowed *= self._patience.starved
        silent = now - self._moved
        return silent if self._has_ever_beaten and silent >= allowed else None

    def _condition(self) -> _Condition:
        """Return what the kernel says of it and of the processor time that it had.

        The thread of its event loop may wait for another one, which is held up: then all of it is.
        """
        process = Path(f"/proc/{self.pid}")
        try:
            fields = _fields(process)
            seconds = (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
            if fields[0] == STOPPED:
                return _Condition(STOPPED, seconds)
            states = [fields[0], *(_fields(thread)[0] for thread in (process / "task").iterdir())]
            return _Condition(next((each for each in states if each in HELD_UP), fields[0]), seconds)
        except (OSError, IndexError):
            return _Condition("", 0.0)

    def signal(self, number: int) -> bool:
        """Signal its process group; tell whether somebody was there. Signal 0 only asks."""
        if self._process is None:
            return False
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)
            return True
        return False

    def has_ended(self) -> bool:
        """Tell whether its process is over."""
        return self._process is None or self._process.poll() is not None

    def wait(self) -> None:
        """Wait for the end of its process and of all it left in its group; its spare ends, too."""
        self._discard_spare()
        if self._process is None:
            return
        self._process.wait()
        deadline = time.monotonic() + VANISH_SECONDS
        while self.signal(0) and time.monotonic() < deadline:
            time.sleep(VANISH_SECONDS / 100)
