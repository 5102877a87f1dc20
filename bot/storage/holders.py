"""The name of a process that holds a lease: whoever runs beside it can tell that it is dead, and need not wait until its lease is over."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

# Of 32 characters: where processes have the same numbers, the process, when it began, chance.
MACHINE, PROCESS, BEGAN, CHANCE = 8, 6, 10, 8
DEAD = ("Z", "X")
HERE = (Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid"))


def holder_name() -> str:
    """Return a name that no other holder has; it is mere chance where the kernel does not say what is needed."""
    machine, process = _machine(), os.getpid()
    began = _began(process)
    if machine is None or began is None:
        return secrets.token_hex(16)
    return f"{machine}{process:0{PROCESS}x}{began:0{BEGAN}x}{secrets.token_hex(CHANCE // 2)}"


def is_dead(holder: str) -> bool:
    """Tell whether a holder is known to be dead: a process of this machine, this boot and this container that is there no more."""
    machine = _machine()
    if machine is None or not holder.startswith(machine):
        return False
    try:
        process = int(holder[MACHINE : MACHINE + PROCESS], 16)
        began = int(holder[MACHINE + PROCESS : MACHINE + PROCESS + BEGAN], 16)
    except ValueError:
        return False
    return _began(process) != began


def _machine() -> str | None:
    try:
        boot, space = HERE[0].read_text(), os.readlink(HERE[1])
    except OSError:
        return None
    return hashlib.sha256(f"{boot}{space}".encode()).hexdigest()[:MACHINE]


def _began(process: int) -> int | None:
    """Return when a living process began, in ticks of the kernel since the boot; None when there is none."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] in DEAD else int(fields[19])
    except (OSError, IndexError, ValueError):
        return None
