"""Finds the passages nearest to words, or the clauses of a document by its number; one prepared index a process."""

from bot.lookup.character_pairs import pairs_of
from bot.lookup.look_up import LookUp, look_up
from bot.lookup.prepared import Searching
from bot.lookup.ranker import Hit, Ranker
from bot.lookup.statement_search import StatementSearch

__all__ = [
    "Hit",
    "LookUp",
    "Ranker",
    "Searching",
    "StatementSearch",
    "look_up",
    "pairs_of",
]
