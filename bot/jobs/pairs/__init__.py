"""Seekers and openings for each other: one score with reasons, the best openings for a seeker and the best seekers for an opening."""

from bot.jobs.pairs.pair_finder import MOST, PairFinder
from bot.jobs.pairs.score import JobPair, PairAspect, PairReason, pair_of
from bot.jobs.pairs.shift import asks_for_nights

__all__ = ["MOST", "JobPair", "PairAspect", "PairFinder", "PairReason", "asks_for_nights", "pair_of"]
