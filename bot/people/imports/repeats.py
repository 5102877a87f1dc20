"""Notices that a key stands twice in one list, however long the list: what was seen lies in a private file that vanishes. For imports."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.people.imports.person_row import PersonRow

# Eight bytes, signed, as SQLite's row ids are: among a million keys two different ones never meet in practice.
BYTES = 8
ROW_BITS = 32
LAST_ROW = (1 << ROW_BITS) - 1


class EarlierRow(NamedTuple):
    """A row that came before, by its sheet (empty where a list has only one) and its number."""

    sheet: str
    row: int


class Repeats:
    """The keys of one list so far. Use from one thread; ``close`` removes what it kept."""

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary database, on disk only when it grows.
        self._sheets: dict[int, str] = {}
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode=OFF")
        self._seen.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY, number INTEGER NOT NULL)")

    def first_seen(self, rows: Sequence[PersonRow], keys: Mapping[int, str] | None = None) -> dict[int, EarlierRow]:
        """Remember the keys of some rows of one sheet; return, by row number, the earlier row that has the same key.

        Args:
            keys: by row number, other keys than those of the list; rows without one are passed over.
        """
        self._sheets.update({row.sheet_number: row.sheet for row in rows})
        told = {row.number: row.key for row in rows} if keys is None else keys
        pairs = [
            (_digest(told[row.number]), row.sheet_number << ROW_BITS | row.number) for row in rows if row.number in told
        ]
        self._seen.execute("BEGIN")
        self._seen.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", pairs)
        self._seen.execute("COMMIT")
        find = "SELECT number FROM seen WHERE key = ?"
        first = [(number, self._seen.execute(find, (key,)).fetchone()[0]) for key, number in pairs]
        return {
            number & LAST_ROW: EarlierRow(self._sheets[earlier >> ROW_BITS], earlier & LAST_ROW)
            for number, earlier in first
            if earlier != number
        }

    def close(self) -> None:
        """Forget all keys."""
        self._seen.close()


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=BYTES).digest(), "big", signed=True)
