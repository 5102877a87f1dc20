"""One import of openings as its batches share it, and what became of the rows."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime

from bot.people import Sealer


@dataclass(frozen=True)
class OpeningImport:
    """What all batches of one import share.

    Args:
        source: the name of the list; the same list has the same name each time.
        sealer: of contacts and of what was taken out of texts; None leaves them out.
        at: the moment of the import, written beside what changes.
    """

    source: str
    secret: str
    sealer: Sealer | None
    at: datetime

    def seal(self, text: str | None) -> str | None:
        """Return the sealed form of a text; None without a text or without a key."""
        return None if not text or self.sealer is None else self.sealer.seal(text)


@dataclass(frozen=True)
class OpeningCounts:
    """How many rows were a fresh opening, a changed one, the same as before, or one that stands on another list (``joined``)."""

    fresh: int = 0
    changed: int = 0
    unchanged: int = 0
    joined: int = 0

    def __add__(self, other: OpeningCounts) -> OpeningCounts:
        return OpeningCounts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))
