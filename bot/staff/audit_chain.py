"""What links a row of the audit log to the one before, so that none can be changed, left out or put in between unnoticed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

# What the first row is linked to.
BEGINNING = "0" * 64


def link_of(before: str, row: Mapping[str, Any]) -> str:
    """Return the link of a row: a digest of what it says and of the link before.

    >>> row = {"id": 1, "at": datetime(2026, 11, 30, tzinfo=timezone.utc), "who": "li", "act": "a", "about": None}
    >>> link_of(BEGINNING, {**row, "detail": None, "source": None})[:16]
    '00680a6df4ab8492'
    """
    return hashlib.sha256(f"{before}\n{said_by(row)}".encode()).hexdigest()


def said_by(row: Mapping[str, Any]) -> str:
    """Return what a row says, always in the same letters."""
    at: datetime = row["at"]
    said = [row[name] for name in ("id", "who", "act", "about", "detail", "source")]
    return json.dumps([at.astimezone(timezone.utc).isoformat(), *said], ensure_ascii=False, sort_keys=True)
