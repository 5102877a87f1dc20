"""Runs several programs together: their output prefixed and logged; when one ends or a signal comes, all end.

Honcho's pieces without its manager, which kills what ignores SIGTERM only after another program has ended,
and fails on a signal that comes while it is starting.
"""

from __future__ import annotations

import os
import queue
import shlex
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from honcho.colour import get_colours
from honcho.printer import Message, Printer
from honcho.process import Popen

GRACE_SECONDS = 10.0
TICK_SECONDS = 0.2
# A killed process is gone a moment later, unless nobody on this machine collects orphans.
VANISH_SECONDS = 1.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """One program to run: a short name for people, and its command."""

    name: str
    command: Sequence[str]

    def log(self, folder: Path) -> Path:
        """Return the file that keeps its output."""
        return folder / f"{self.name}.log"


@dataclass(frozen=True)
class EndedProgram:
    """A program that ended by itself."""

    program: Program
    code: int


class Supervisor:
    """Starts programs in their own process groups and leaves nothing of them behind."""

    def __init__(
        self,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        log_folder: Path,
        printer: Printer,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self._programs = programs
        self._environment = dict(environment)
        self._log_folder = log_folder
        self._printer = printer
        self._grace_seconds = grace_seconds
        self._events: queue.Queue[tuple[Program, bytes | None]] = queue.Queue()
        self._running: dict[str, Any] = {}
        self._colours = dict(zip((program.name for program in programs), get_colours(), strict=False))
        self._is_asked_to_stop = False

    def run(self, on_tick: Callable[[], None]) -> EndedProgram | None:
        """Run until a signal comes (return None) or a program ends by itself (return it); then stop the others.

        Args:
            on_tick: called a few times a second while all run.
        """
        self._log_folder.mkdir(parents=True, exist_ok=True)
        with self._signals():
            try:
                for program in self._programs:
                    self._start(program)
                return self._watch(on_tick)
            finally:
                self._stop()

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

    def _start(self, program: Program) -> None:
        child = Popen(f"exec {shlex.join(program.command)}", env=self._environment)
        self._running[program.name] = child
        log = program.log(self._log_folder)
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        threading.Thread(target=self._read, args=(program, child, log.open("w", encoding="utf-8")), daemon=True).start()

    def _read(self, program: Program, child: Any, log: TextIO) -> None:
        with log:
            for line in child.stdout:
                self._events.put((program, line))
                log.write(line.decode("utf-8", "replace"))
                log.flush()
        self._events.put((program, None))

    def _watch(self, on_tick: Callable[[], None]) -> EndedProgram | None:
        while not self._is_asked_to_stop:
            on_tick()
            ended = self._show_next()
            if ended is not None:
                return EndedProgram(ended, self._running[ended.name].wait())
        return None

    def _show_next(self) -> Program | None:
        """Print the next line, waiting a moment for it; return the program when it has ended."""
        try:
            program, line = self._events.get(timeout=TICK_SECONDS)
        except queue.Empty:
            return None
        if line is None:
            return program
        self._printer.write(Message("line", line, datetime.now(), program.name, self._colours[program.name]))
        return None

    def _stop(self) -> None:
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + self._grace_seconds
        while time.monotonic() < deadline and any(child.poll() is None for child in self._running.values()):
            self._show_next()
        # Also for what a program left behind in its group.
        self._signal_all(signal.SIGKILL)
        for child in self._running.values():
            child.wait()
        deadline = time.monotonic() + VANISH_SECONDS
        while self._signal_all(0) and time.monotonic() < deadline:
            time.sleep(VANISH_SECONDS / 100)

    def _signal_all(self, number: int) -> int:
        """Signal all groups; return how many of them still have a process. Signal 0 only asks."""
        reached = 0
        for child in self._running.values():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, number)
                reached += 1
        return reached
