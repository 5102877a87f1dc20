"""What this installation writes is for its own user: databases, logs, exports, secrets hold what people said."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


def write_for_owner_only() -> None:
    """Let this process, and what it starts, make files that no other user of the machine can read."""
    os.umask(0o077)


def take_from_others(path: Path) -> None:
    """Make a file that was there before readable for its owner only, if it is there and ours."""
    with suppress(OSError):
        path.chmod(OWNER_ONLY)
