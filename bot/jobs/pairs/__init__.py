"""Seekers and openings for each other: one score with reasons, the best openings for a seeker and the best seekers for an opening."""

from bot.jobs.pairs.pair_finder import MOST, PairFinder, best_of
from bot.jobs.pairs.score import JobPair, OpeningDemands, PairAspect, PairReason, demands_of, pair_of
from bot.jobs.pairs.shift import asks_for_nights

__all__ = [
    "MOST",
    "JobPair",
    "OpeningDemands",
    "PairAspect",
    "PairFinder",
    "PairReason",
    "asks_for_nights",
    "best_of",
    "demands_of",
    "pair_of",
]
