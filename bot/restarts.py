"""How often ``leye run`` started each part again: a small file that it writes and front reads, for no other process knows."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

RESTARTS_FILE = "restarts.json"
# Where ``leye run`` keeps its logs, of which this is one.
KEPT_AT = Path("var/log") / RESTARTS_FILE


def write_restarts(path: Path, counts: Mapping[str, int]) -> None:
    """Write the counts by part since ``leye run`` began; where nothing can be written, the file stays as it was."""
    fresh = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(dict(counts)), encoding="ascii")
        # Whoever reads meanwhile finds the old one or the new one whole.
        os.replace(fresh, path)


def drop_restarts(path: Path) -> None:
    """Take the counts away: without ``leye run`` nobody counts."""
    with suppress(OSError):
        path.unlink()


def read_restarts(path: Path) -> dict[str, int]:
    """Return the counts by part; none where nobody counts or the file cannot be read."""
    try:
        counts = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    if not isinstance(counts, dict):
        return {}
    return {str(name): count for name, count in counts.items() if isinstance(count, int)}
