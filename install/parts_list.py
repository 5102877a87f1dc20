"""Prints a CycloneDX 1.5 list of the parts that an installation runs, from ``requirements.lock``. Needs the standard library only."""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?: *; *([^\\\n]+?))? *(?:\\)?$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def parts_list(lock: str, version: str) -> dict[str, Any]:
    """Return the list for a lock; the same lock and version give the same list.

    Args:
        lock: the text of a lock with versions and hashes.
        version: of the assistant.
    """
    serial = UUID(bytes=sha256(f"{version}\n{lock}".encode()).digest()[:16], version=4)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "leye", "name": "leye", "version": version}},
        "components": [_part(entry) for entry in _entries(lock)],
    }


def _entries(lock: str) -> list[str]:
    """Return the text of each pinned package with its hashes."""
    return re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]


def _part(entry: str) -> dict[str, Any]:
    found = PINNED.match(entry)
    if found is None:
        raise ValueError(f"not a pinned package: {entry.splitlines()[0]}")
    name = re.sub(r"[-_.]+", "-", found[1]).lower()
    purl = f"pkg:pypi/{name}@{found[2].replace('+', '%2B')}"
    # A hash in the lock is of one of the files of a version: which one is installed depends on the machine.
    files = [{"name": "leye:sha256-of-a-file", "value": digest} for digest in HASH.findall(entry)]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": found[2],
        "purl": purl,
        "properties": files,
    }


def _version() -> str:
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else "0"


if __name__ == "__main__":
    json.dump(parts_list(LOCK.read_text(encoding="utf-8"), _version()), sys.stdout, indent=2)
    print()
