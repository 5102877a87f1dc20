"""The digest of a knowledge base folder: equal digests mean that the gates would find the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

GATES = Path(__file__).parents[1]


def digest(folder: Path) -> str:
    """Return a digest of every file of a folder, and of the code that checks it; what is hidden, as by git, is no content."""
    sums = hashlib.sha256()
    for root, pattern in ((folder, "*"), (GATES, "*.py")):
        for path in sorted(each for each in root.rglob(pattern) if each.is_file() and not _is_hidden(each, root)):
            sums.update(f"{path.relative_to(root).as_posix()}\0".encode())
            sums.update(hashlib.sha256(path.read_bytes()).digest())
    return sums.hexdigest()


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
