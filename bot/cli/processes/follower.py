"""Shows on the terminal what programs write to their logs, each line under its name; ordinary work stays in the file. A terminal that is blocked holds up nobody else."""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from honcho.colour import get_colours
from honcho.printer import Message, Printer

from bot.clock import now

LOOK_EVERY = 0.1
PATIENCE_AT_END = 2.0
# Who is further behind than this jumps to the end: what was skipped stands in the file.
FURTHEST_BEHIND = 1024 * 1024
MOST_WAITING = 1000
# What a program notes of its ordinary work, as its own format says: JSON of front, lines of outreach.
ROUTINE = re.compile(rb'\{"at": "[^"]*", "level": "(?:info|debug)"|\S+ (?:INFO|DEBUG) ')


class LogFollower:
    """A thread that reads the logs and prints.

    Args:
        logs: the name and the file of each program.
        own_name: under which name sentences of the supervisor are shown.
    """

    def __init__(self, logs: Sequence[tuple[str, Path]], printer: Printer, own_name: str) -> None:
        self._logs = logs
        self._printer = printer
        self._own_name = own_name
        self._colours = dict(zip((name for name, _ in logs), get_colours(), strict=False))
        self._read_to: dict[Path, int] = {}
        self._begun: dict[Path, bytes] = {}
        self._sentences: deque[str] = deque(maxlen=MOST_WAITING)
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follow the logs", daemon=True)

    def start(self) -> None:
        """Begin to show what is written from now on."""
        self._thread.start()

    def say(self, sentence: str) -> None:
        """Show a sentence of the supervisor; never waits."""
        self._sentences.append(sentence)

    def stop(self) -> None:
        """Show what is left, within a moment."""
        self._is_ending.set()
        self._thread.join(PATIENCE_AT_END)

    def _follow(self) -> None:
        while not self._is_ending.wait(LOOK_EVERY):
            self._show_all()
        self._show_all()

    def _show_all(self) -> None:
        for name, path in self._logs:
            for line in self._new_lines(path):
                if not is_routine(line):
                    self._print(name, line)
        while self._sentences:
            self._print(self._own_name, self._sentences.popleft().encode())

    def _new_lines(self, path: Path) -> list[bytes]:
        """Return the whole lines added since the last look."""
        try:
            size = path.stat().st_size
            begin = self._read_to.get(path, 0)
            if size < begin:
                # It was put aside meanwhile.
                begin = 0
            with path.open("rb") as log:
                log.seek(max(begin, size - FURTHEST_BEHIND))
                found = log.read(FURTHEST_BEHIND)
                self._read_to[path] = log.tell()
        except OSError:
            return []
        *lines, self._begun[path] = (self._begun.get(path, b"") + found).split(b"\n")
        if self._is_ending.is_set() and self._begun[path]:
            lines.append(self._begun.pop(path))
        return lines

    def _print(self, name: str, line: bytes) -> None:
        # A terminal that is closed, or a file on a full disk, is no reason to end.
        with suppress(OSError, ValueError):
            self._printer.write(Message("line", line, now(), name, self._colours.get(name)))


def is_routine(line: bytes) -> bool:
    """Tell whether a line is about ordinary work, which who looks at the terminal need not read.

    >>> is_routine(b'{"at": "2026-11-30T08:00:00.000+08:00", "level": "info", "message": "Application startup complete."}')
    True
    >>> is_routine(b'{"at": "2026-11-30T08:00:00.000+08:00", "level": "error", "message": "turn failed"}')
    False
    """
    return ROUTINE.match(line) is not None
