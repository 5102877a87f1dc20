"""The search of the knowledge base in one process: prepared when it is used for the first time, shared by everyone who looks something up.

Another knowledge base gets another search; until that is ready, the old one is searched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bot.kb import KnowledgeBase, MadeOf, Period
from bot.lookup.document_numbers import DocumentIndex, is_number_of_document
from bot.lookup.look_up import LookUp, look_up
from bot.lookup.statement_search import StatementSearch
from bot.understanding import Reader

# People type letter by letter: what was asked a moment ago is asked again.
REMEMBERED = 512


@dataclass(frozen=True)
class _Tools:
    """What a search needs; searching only reads it, and remembers what it found."""

    kb: KnowledgeBase
    statements: StatementSearch
    documents: DocumentIndex

    @classmethod
    def of(cls, kb: KnowledgeBase) -> _Tools:
        return cls(kb, StatementSearch(kb, Reader(kb)), DocumentIndex(kb))

    @cached_property
    def find(self) -> Callable[[str, date, int], LookUp]:
        return lru_cache(maxsize=REMEMBERED)(self._find)

    def _find(self, text: str, on: date, most: int) -> LookUp:
        named = self.documents.find(text)
        if named:
            passages = tuple((self.kb.policy(policy), facet) for policy, facet in named[:most])
            return LookUp(passages, Period.day(on), (), ())
        if is_number_of_document(text):
            return LookUp((), Period.day(on), (), ())
        return look_up(self.kb, self.statements, text, on, most)


class Searching:
    """Searches; its methods may run in several threads."""

    def __init__(self, kb: Callable[[], KnowledgeBase]) -> None:
        self._tools = MadeOf(kb, _Tools.of)

    def prepare(self) -> None:
        """Load the knowledge base and make the indices, so that the first search need not."""
        self._tools()

    @property
    def kb(self) -> KnowledgeBase:
        """Return the knowledge base that is searched."""
        return self._tools().kb

    @property
    def reader(self) -> Reader:
        """Return what reads texts."""
        return self._tools().statements.reader

    def find(self, text: str, on: date, most: int) -> LookUp:
        """Return what fits a text best, by everyday words or by the number of a document; dates in the text win over ``on``."""
        return self._tools().find(text, on, most)
