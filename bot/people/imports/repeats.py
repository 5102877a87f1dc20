"""Notices that a key stands twice in one list, however long the list: what was seen lies in a private file that vanishes. For imports."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence

from bot.people.imports.person_row import PersonRow

# Eight bytes, signed, as SQLite's row ids are: among a million keys two different ones never meet in practice.
BYTES = 8


class Repeats:
    """The keys of one list so far. Use from one thread; ``close`` removes what it kept."""

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary database, on disk only when it grows.
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode=OFF")
        self._seen.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY, number INTEGER NOT NULL)")

    def first_seen(self, rows: Sequence[PersonRow]) -> dict[int, int]:
        """Remember the keys of some rows; return, by row number, the number of the earlier row that has the same key."""
        pairs = [(_digest(row.key), row.number) for row in rows]
        self._seen.execute("BEGIN")
        self._seen.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", pairs)
        self._seen.execute("COMMIT")
        find = "SELECT number FROM seen WHERE key = ?"
        first = [(number, self._seen.execute(find, (key,)).fetchone()[0]) for key, number in pairs]
        return {number: earlier for number, earlier in first if earlier != number}

    def close(self) -> None:
        """Forget all keys."""
        self._seen.close()


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=BYTES).digest(), "big", signed=True)
