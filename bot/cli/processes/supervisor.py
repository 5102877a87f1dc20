"""Runs several programs together, starts again what ends or hangs, and leaves nothing of them behind.

Until people can be served for the first time, a program that ends ends all: then something must be mended first. From then on each one
comes back by itself, and no other one ends with it. Why this is not a supervisor off the shelf: docs/adr/0014-self-healing.md.
"""

from __future__ import annotations

import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

from honcho.printer import Printer

from bot.alerts import AlertBell
from bot.cli.processes import sentences
from bot.cli.processes.beats import BeatListener
from bot.cli.processes.child import Child, Patience, Program
from bot.cli.processes.follower import LogFollower
from bot.cli.processes.log_files import LogFile
from bot.cli.processes.restart_loops import RestartLoops
from bot.cli.processes.spare_process import adopting
from bot.part_counts import KEPT_COUNTS, PartCounts
from bot.restarts import RESTARTS_FILE, drop_restarts, write_restarts

GRACE_SECONDS = 10.0
TICK_SECONDS = 0.2
HOUSEKEEPING_SECONDS = 5.0
LEAST_SPACE = 2 * 1024 * 1024
OWN_NAME = "leye"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class EndedProgram:
    """A program that ended by itself."""

    program: Program
    code: int


class Supervisor:
    """Starts programs in their own process groups.

    Args:
        printer: shows what they write, and what is to be said of them.
        bell: tells the operator of a program that does not recover.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        log_folder: Path,
        printer: Printer,
        grace_seconds: float = GRACE_SECONDS,
        patience: Patience | None = None,
        bell: AlertBell | None = None,
    ) -> None:
        self._environment = dict(environment)
        self._log_folder = log_folder
        self._grace_seconds = grace_seconds
        self._children = [
            Child(program, LogFile(program.log(log_folder)), patience or Patience()) for program in programs
        ]
        self._own_log = LogFile(log_folder / f"{OWN_NAME}.log")
        logs = [(program.name, program.log(log_folder)) for program in programs]
        self._follower = LogFollower(logs, printer, OWN_NAME)
        self._reasons: dict[str, str] = {}
        self._restarts = Counter({program.name: 0 for program in programs})
        self._bell, self._loops = bell, RestartLoops(programs)
        self._restarts_file = log_folder / RESTARTS_FILE
        self._counts, self._counts_folder = PartCounts("run"), log_folder.with_name(KEPT_COUNTS.name)
        self._is_settled = self._is_disk_full = self._is_asked_to_stop = False
        self._listened = self._kept_house = time.monotonic()

    def run(self, on_tick: Callable[[], bool | None]) -> EndedProgram | None:
        """Run until a signal comes (return None), or a program ends before people could be served (return it).

        Args:
            on_tick: called a few times a second; tells whether people can be, or could be, served.
        """
        for log in (self._own_log, *(child.log for child in self._children)):
            log.begin_anew()
        write_restarts(self._restarts_file, self._restarts)
        names = [child.program.name for child in self._children]
        with self._signals(), adopting(), BeatListener(names) as beats:
            self._follower.start()
            try:
                return self._watch(on_tick, beats)
            finally:
                self._stop()
                self._follower.stop()
                drop_restarts(self._restarts_file)
                self._counts.drop(self._counts_folder)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_number: int, _frame: FrameType | None) -> None:
            self._is_asked_to_stop = True

        before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _watch(self, on_tick: Callable[[], bool | None], beats: BeatListener) -> EndedProgram | None:
        while not self._is_asked_to_stop:
            self._listen(beats)
            for child in self._children:
                ended = self._look_at(child, beats)
                if ended is not None:
                    return ended
            self._keep_house()
            self._is_settled = bool(on_tick()) or self._is_settled
            time.sleep(TICK_SECONDS)
        return None

    def _listen(self, beats: BeatListener) -> None:
        """Take the beats; a time in which this process itself stood still is nobody's silence."""
        now = time.monotonic()
        missed, self._listened = now - self._listened - TICK_SECONDS, now
        for child in self._children:
            if missed > TICK_SECONDS:
                child.excuse(missed)
            if self._hears(child, beats):
                child.beat()

    @staticmethod
    def _hears(child: Child, beats: BeatListener) -> bool:
        """Tell whether a program has beaten; note the spare that it named."""
        has_beaten, spare = beats.has_beaten(child.program.name), beats.new_spare(child.program.name)
        if spare is not None:
            child.keep(spare)
        return has_beaten

    def _look_at(self, child: Child, beats: BeatListener) -> EndedProgram | None:
        """Start a program that is due, end one that hangs, count one that ended; return it when that ends all."""
        if child.is_due():
            self._start(child, beats)
            return None
        code, silent = child.ended(), child.silence()
        if code is not None:
            if not self._is_settled:
                return EndedProgram(child.program, code)
            self._restart(child, child.killed_for or sentences.how_it_ended(code, child.log.path))
        elif silent is not None:
            child.kill(sentences.hung(silent))
        elif child.is_back():
            child.is_back_unsaid = False
            self._reasons.pop(child.program.name, None)
            self._say(sentences.back(child.program.name, child.running_for))
        return None

    def _start(self, child: Child, beats: BeatListener) -> None:
        name = child.program.name
        self._hears(child, beats)
        try:
            child.start({**self._environment, **beats.environment(name, child.limit)})
        except OSError as error:
            self._restart(child, f"起不来（{error.strerror}）")

    def _restart(self, child: Child, how: str) -> None:
        """Have a program started again, and say why, unless just that was said before."""
        pause = child.wait_for_next_start()
        self._restarts[child.program.name] += 1
        self._loops.note(child.program.name, time.monotonic())
        write_restarts(self._restarts_file, self._restarts)
        is_hopeless = child.failures == sentences.GIVE_UP_HOPE
        if self._reasons.get(child.program.name) != how or is_hopeless:
            self._reasons[child.program.name] = how
            loss, log = child.program.loss, child.log.path
            self._say(sentences.restarting(child.program.name, how, loss, pause, child.failures, log))

    def _keep_house(self) -> None:
        """Keep the logs small, tell of programs that do not recover, and say once that the disk is full."""
        if time.monotonic() - self._kept_house < HOUSEKEEPING_SECONDS:
            return
        self._kept_house = time.monotonic()
        self._counts.write(self._counts_folder)
        if self._bell is not None:
            self._bell.show(self._loops.alerts(self._kept_house))
        for log in (self._own_log, *(child.log for child in self._children)):
            log.keep_small()
        try:
            is_full = shutil.disk_usage(self._log_folder).free < LEAST_SPACE
        except OSError:
            return
        if is_full != self._is_disk_full:
            self._is_disk_full = is_full
            self._say(sentences.DISK_FULL if is_full else sentences.DISK_FREE)

    def _say(self, sentence: str) -> None:
        self._follower.say(sentence)
        self._own_log.append(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} {sentence}")

    def _stop(self) -> None:
        for child in self._children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + self._grace_seconds
        while time.monotonic() < deadline and not all(child.has_ended() for child in self._children):
            time.sleep(TICK_SECONDS / 4)
        for child in self._children:
            # Also for what a program left behind in its group.
            child.signal(signal.SIGKILL)
            child.wait()
