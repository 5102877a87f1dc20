"""One import as its batches share it, and how many people it changed."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime

from bot.people.imports.mapping import ListMapping
from bot.people.sealer import Sealer
from bot.people.unions import ToldLedger


@dataclass(frozen=True)
class ImportCounts:
    """How many people of some rows were new, changed, or the same as before.

    Args:
        joined: rows of the changed or the same that met somebody who was known from elsewhere, for the first time.
        united: records that turned out to be one person with another.
    """

    fresh: int = 0
    changed: int = 0
    unchanged: int = 0
    joined: int = 0
    united: int = 0

    def __add__(self, other: ImportCounts) -> ImportCounts:
        return ImportCounts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Import:
    """What all batches of one import share.

    Args:
        sealer: of names and phone numbers; None leaves them out.
        ledger: of what people were told, for rows that prove two records to be one person.
        at: the moment of the import, written beside what changes.
    """

    mapping: ListMapping
    secret: str
    sealer: Sealer | None
    at: datetime
    ledger: ToldLedger
