"""The real knowledge base, ranked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, Period, load
from bot.lookup.statements import AskReader, ChosenAnswer, RankedStatement, StatementRanking, choose
from bot.understanding import Context, Reader
from bot.understanding.situation import SituationReader

TODAY = date(2026, 11, 30)
KB = Path(__file__).parents[3] / "policies_kb"


@dataclass(frozen=True)
class Ranked:
    """Ranks what people type."""

    kb: KnowledgeBase
    reader: Reader
    situations: SituationReader
    statements: StatementRanking
    asks: AskReader

    def __call__(self, text: str, last_policy: str = "") -> list[tuple[RankedStatement, ...]]:
        """Return what answers each question of a message, best first."""
        reading, told = self.reader.read(text, TODAY), self.situations.read(text, TODAY)
        context = Context(last_policy or None)
        asks = self.asks.asks(reading, told, reading.period or Period.day(TODAY), context, {})
        return [self.statements.rank(ask, 40) for ask in asks]

    def chosen(self, text: str, last_policy: str = "") -> tuple[ChosenAnswer, ...]:
        """Return what is said to a message."""
        reading = self.reader.read(text, TODAY)
        topics = [subject.topic for subject in reading.named]
        return choose(self(text, last_policy), reading.facets, topics, last_policy)


@pytest.fixture(scope="session")
def ranked() -> Callable[..., list[tuple[RankedStatement, ...]]]:
    """Give the real knowledge base, ranked."""
    kb = load(KB)
    reader = Reader(kb)
    return Ranked(kb, reader, SituationReader(kb, reader.normalise), StatementRanking(kb, reader), AskReader(reader))
