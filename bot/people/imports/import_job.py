"""One import as its batches share it, and how many people it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.people.imports.mapping import ListMapping
from bot.people.sealer import Sealer


@dataclass(frozen=True)
class ImportCounts:
    """How many people of some rows were new, changed, or the same as before."""

    fresh: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: ImportCounts) -> ImportCounts:
        return ImportCounts(self.fresh + other.fresh, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True)
class Import:
    """What all batches of one import share.

    Args:
        sealer: of names and phone numbers; None leaves them out.
        at: the moment of the import, written beside what changes.
    """

    mapping: ListMapping
    secret: str
    sealer: Sealer | None
    at: datetime
