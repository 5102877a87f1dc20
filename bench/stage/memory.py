"""Reads from Linux how much memory a process and all its descendants hold."""

from __future__ import annotations

import re
from pathlib import Path

PROC = Path("/proc")


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process and its descendants, in MB; shared pages count once each process."""
    family = _family(pid)
    return sum(_resident_kilobytes(member) for member in family) / 1024


def _family(pid: int) -> set[int]:
    parents = {}
    for path in PROC.iterdir():
        if path.name.isdigit():
            fields = _read(path / "stat").rpartition(")")[2].split()
            if fields:
                parents[int(path.name)] = int(fields[1])
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _resident_kilobytes(pid: int) -> int:
    found = re.search(r"^VmRSS:\s+(\d+) kB", _read(PROC / str(pid) / "status"), re.MULTILINE)
    return int(found.group(1)) if found else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
