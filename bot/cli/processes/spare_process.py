"""The sleeping copy that a program left of itself: whether it can take over, and how it does."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot import spare

ADOPT_ORPHANS = 36
# Dead, or held still by a signal.
UNABLE = ("Z", "X", "T")
GONE = -int(signal.SIGKILL)


@contextmanager
def adopting() -> Iterator[None]:
    """Be the parent of what killed children leave behind, for as long as it lasts; Linux only."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    try:
        yield
    finally:
        if prctl is not None:
            prctl(ADOPT_ORPHANS, 0, 0, 0, 0)


class SpareProcess:
    """One that is there already; it is asked as ``subprocess.Popen`` is."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def wake(self) -> bool:
        """Let it serve, if it is a child of this process by now and lives."""
        try:
            state, parent = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[:2]
            if int(parent) != os.getpid() or state in UNABLE:
                return False
            os.kill(self.pid, spare.WAKE)
        except (OSError, ValueError):
            return False
        return True

    def discard(self) -> None:
        """End it and what it has left itself."""
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)

    def poll(self) -> int | None:
        """Return how it ended, minus the signal if by one; None while it runs."""
        return self._waited(os.WNOHANG)

    def wait(self) -> int:
        """Return how it ended, when it has."""
        code = self._waited(0)
        return GONE if code is None else code

    def _waited(self, options: int) -> int | None:
        if self._code is None:
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:
                self._code = GONE
            else:
                self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code
