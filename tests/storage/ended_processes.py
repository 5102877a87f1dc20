"""A process that has a name and is there no more."""

from __future__ import annotations

import subprocess
import sys

NAMES_ITSELF = "from bot.storage.holders import holder_name; print(holder_name())"


def dead_holder() -> str:
    """Return the name of a process that has ended."""
    done = subprocess.run([sys.executable, "-c", NAMES_ITSELF], capture_output=True, text=True, check=True)
    return done.stdout.strip()
