"""What is found for all seekers in a night, block by block, and kept for the day."""

from bot.jobs.matches.blocks import NightProgress, finish_night, plan_night, progress_of, start_again
from bot.jobs.matches.kept import KEPT, KeptMatches
from bot.jobs.matches.night import CHUNK, LEASE, NightlyMatching

__all__ = [
    "CHUNK",
    "KEPT",
    "LEASE",
    "KeptMatches",
    "NightProgress",
    "NightlyMatching",
    "finish_night",
    "plan_night",
    "progress_of",
    "start_again",
]
