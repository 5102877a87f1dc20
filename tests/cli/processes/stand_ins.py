"""Small programs that stand in for the real ones, and what is asked of their processes."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli.processes.child import Program

WAITS = "import signal; signal.pause()"
# The real heart of every process of the assistant, around which nothing else is done.
BEATS = "import asyncio; from bot.heartbeat import keep_beating; print('up', flush=True); asyncio.run(keep_beating())"


def program(name: str, code: str, loss: str = "") -> Program:
    """Return a program that runs some Python."""
    return Program(name, (sys.executable, "-c", code), loss)


def is_running(pid: int) -> bool:
    """Tell whether a process does something; a dead one that nobody has waited for yet still has an entry."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
