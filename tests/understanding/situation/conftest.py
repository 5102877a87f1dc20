"""A reader of situations with the real knowledge base, and what it reads in a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.kb import Interval, load
from bot.understanding import Normaliser
from bot.understanding.situation import Holds, Owner, SituationReader, SituationReading, StatedFact

TODAY = date(2026, 11, 30)
ROOT = Path(__file__).parents[3]
ReadSituation = Callable[[str], SituationReading]


@pytest.fixture(scope="session")
def situation_reader() -> SituationReader:
    """Give one reader for all tests; it holds no state."""
    kb = load(ROOT / "policies_kb")
    return SituationReader(kb, Normaliser(kb.rewrites))


@pytest.fixture(scope="session")
def read_situation(situation_reader: SituationReader) -> ReadSituation:
    """Give what reads a message on a fixed day."""
    return lambda message: situation_reader.read(message, TODAY)


def shown(fact: StatedFact) -> str:
    """Return a fact in a few words: ``disabled=True``, ``age=40..49``."""
    value = fact.value
    return f"{fact.fact}={f'{value.low}..{value.high}' if isinstance(value, Interval) else value}"


def told(reading: SituationReading, owner: Owner = Owner.SELF, holds: Holds = Holds.NOW) -> set[str]:
    """Return what is asserted of somebody, without what only follows from it."""
    return {
        shown(fact)
        for fact in reading.stated
        if fact.owner is owner and fact.holds is holds and fact.is_asserted and not fact.is_implied
    }
