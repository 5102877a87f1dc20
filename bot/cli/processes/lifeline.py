"""Becomes another program that dies with its parent, also when the parent is killed. Run as a file, for it must start in a moment.

``python lifeline.py PARENT COMMAND …``. Linux only; elsewhere the program just runs.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

DIE_WITH_PARENT = 1


def tied(command: Sequence[str]) -> list[str]:
    """Return the command that runs ``command`` as a child which does not outlive this process.

    The kernel watches the thread that starts it, which therefore has to be the main one.
    """
    return [sys.executable, "-I", "-S", os.path.abspath(__file__), str(os.getpid()), *command]


def main() -> None:
    """Tie this process to its parent, then become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        # Not asked to end but killed: a stopped program hears no request, and the next start needs its port.
        prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
