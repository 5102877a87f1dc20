"""Finds the passages nearest to words, or the clauses of a document by its number; one prepared index a process."""

from bot.lookup.character_pairs import pairs_of
from bot.lookup.document_numbers import DocumentIndex, NamedDocument, documents_named
from bot.lookup.look_up import LookUp, look_up
from bot.lookup.prepared import Searching
from bot.lookup.ranker import Hit, Ranker
from bot.lookup.statement_search import StatementSearch

__all__ = [
    "DocumentIndex",
    "Hit",
    "LookUp",
    "NamedDocument",
    "Ranker",
    "Searching",
    "StatementSearch",
    "documents_named",
    "look_up",
    "pairs_of",
]
