"""What the components of the pipeline know of the knowledge base, read once in a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.kb import KnowledgeBase, load
from bot.lookup.statements import StatementRanking
from bot.understanding import Reader
from bot.understanding.situation import SituationReader


@lru_cache(maxsize=1)
def known(folder: Path, checked: str | None = None) -> tuple[KnowledgeBase, Reader]:
    """Return the knowledge base of a folder as it was when this process began, and its reader.

    Args:
        checked: the digest of a folder that passed the gates.

    Raises:
        PolicyDataError: a gate found a mistake.
    """
    kb = load(folder, checked)
    return kb, Reader(kb)


@lru_cache(maxsize=1)
def witnesses(folder: Path, checked: str | None = None) -> tuple[SituationReader, StatementRanking]:
    """Return what reads a case, and what ranks statements, by the knowledge base that is known.

    Raises:
        PolicyDataError: a gate found a mistake.
    """
    kb, reader = known(folder, checked)
    return SituationReader(kb, reader.normalise), StatementRanking(kb, reader)
