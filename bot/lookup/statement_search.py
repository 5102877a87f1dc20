"""Ranks statements for a text that stands by itself, without a conversation before it: what staff type, and what tools explain."""

from __future__ import annotations

from datetime import date

from bot.kb import KnowledgeBase, Period
from bot.lookup.statements import AskReader, RankedStatement, StatementRanking
from bot.understanding import Context, Reader, Reading
from bot.understanding.situation import SituationReader


class StatementSearch:
    """The readers and the ranking of one knowledge base.

    Args:
        kb: the knowledge base.
        reader: reads texts with its names.
    """

    def __init__(self, kb: KnowledgeBase, reader: Reader) -> None:
        self.reader = reader
        self._situations = SituationReader(kb, reader.normalise)
        self._asks = AskReader(reader)
        self._ranking = StatementRanking(kb, reader)

    def rank(
        self, text: str, reading: Reading, period: Period, on: date, count: int
    ) -> tuple[tuple[RankedStatement, ...], ...]:
        """Return for each question of a text what answers it, best first.

        Args:
            text: as typed.
            reading: what it names.
            period: the days asked about.
            on: the day from which its dates are counted.
            count: how many of each.
        """
        told = self._situations.read(text, on)
        return tuple(self._ranking.rank(ask, count) for ask in self._asks.asks(reading, told, period, Context(), {}))
