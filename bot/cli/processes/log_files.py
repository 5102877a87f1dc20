"""The log of a program: a file it writes itself, so that no reader can block it, and a few older ones; nothing else grows.

A full disk costs lines of the log, never the program.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

LARGEST_LOG = 16 * 1024 * 1024
OLDER_KEPT = 4
PRIVATE = 0o600


class LogFile:
    """One log and its older ones: ``front.log``, ``front.log.1`` (the newest of them) …

    Args:
        path: of the log that is written now.
        largest: bytes it may have before it is put aside.
    """

    def __init__(self, path: Path, largest: int = LARGEST_LOG, kept: int = OLDER_KEPT) -> None:
        self.path = path
        self._largest = largest
        self._kept = kept

    def open(self) -> int:
        """Return a descriptor to append to; that of nowhere when the disk takes no file."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
        except OSError:
            return os.open(os.devnull, os.O_WRONLY)

    def append(self, line: str) -> None:
        """Add a line if the disk takes it."""
        log = self.open()
        try:
            with suppress(OSError):
                os.write(log, f"{line}\n".encode())
        finally:
            os.close(log)

    def begin_anew(self) -> None:
        """Put the log of the last run aside; nobody may be writing."""
        with suppress(OSError):
            if self.path.exists():
                self._make_room()
                self.path.replace(self._older(1))

    def keep_small(self) -> None:
        """Put the log aside when it is too large, under the hands of the program that goes on appending to it."""
        with suppress(OSError):
            if self.path.stat().st_size <= self._largest:
                return
            self._make_room()
            try:
                self._older(1).touch(PRIVATE)
                shutil.copyfile(self.path, self._older(1))
            except OSError:
                # Half a copy on a full disk helps nobody.
                self._older(1).unlink(missing_ok=True)
            os.truncate(self.path, 0)

    def _make_room(self) -> None:
        self._older(self._kept).unlink(missing_ok=True)
        for number in range(self._kept - 1, 0, -1):
            if self._older(number).exists():
                self._older(number).replace(self._older(number + 1))

    def _older(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")
