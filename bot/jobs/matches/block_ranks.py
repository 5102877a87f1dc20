"""The best openings of one block: what openings ask for is read once, and seekers who said the same get the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.jobs.model import Opening
from bot.jobs.pairs import JobPair, OpeningDemands, PairFinder, best_of, demands_of, pair_of
from bot.jobs.pay import PayPeriod
from bot.jobs.search import Fit
from bot.jobs.seekers import Seeker

SIGNS: Mapping[Fit, str] = {Fit.FITS: "+", Fit.MISSES: "-", Fit.UNKNOWN: "?"}
# What is remembered of one block, so that the largest needs no more memory than any other.
MOST_PROFILES = 2_000
Best = list[list[Any]]


class BlockRanking:
    """Ranks for the seekers of one trade and one town.

    Args:
        most: how many openings are kept for each.
    """

    def __init__(self, finder: PairFinder, trade: str, town: str, on: date, most: int) -> None:
        self._finder, self._trade, self._town, self._on, self._most = finder, trade, town, on, most
        self._ways = finder.ways(town)
        self._read: dict[PayPeriod, list[tuple[Opening, OpeningDemands]]] = {}
        self._known: dict[Any, Best] = {}

    def best(self, seeker: Seeker) -> Best:
        """Return the best openings as they are kept: id, score, and codes of the reasons."""
        profile = (
            *(seeker.floor, seeker.period, seeker.form, seeker.works_nights),
            frozenset(seeker.certificates.items()),
        )
        if profile not in self._known:
            if len(self._known) >= MOST_PROFILES:
                self._known.clear()
            pairs = (pair_of(seeker, opening, self._ways, asked) for opening, asked in self._openings(seeker.period))
            self._known[profile] = [_kept(pair) for pair in best_of(pairs, self._most)]
        return self._known[profile]

    def _openings(self, period: PayPeriod) -> list[tuple[Opening, OpeningDemands]]:
        if period not in self._read:
            found = self._finder.candidates(self._trade, self._town, period, self._on)
            self._read[period] = [(opening, demands_of(opening)) for opening in found]
        return self._read[period]


def _kept(pair: JobPair) -> list[Any]:
    codes = (
        f"{reason.aspect.value}{f':{reason.detail}' if reason.detail else ''}{SIGNS[reason.fit]}"
        for reason in pair.reasons
    )
    return [pair.opening.id, round(pair.score, 4), " ".join(codes)]
