"""The search of the knowledge base in one process: prepared when it is used for the first time, shared by everyone who looks something up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock

from bot.kb import KnowledgeBase, Period
from bot.lookup.document_numbers import DocumentIndex, is_number_of_document
from bot.lookup.look_up import LookUp, look_up
from bot.lookup.statement_search import StatementSearch
from bot.understanding import Reader

# People type letter by letter: what was asked a moment ago is asked again.
REMEMBERED = 512


@dataclass(frozen=True)
class _Tools:
    """What a search needs; searching only reads it."""

    kb: KnowledgeBase
    statements: StatementSearch
    documents: DocumentIndex


class Searching:
    """Searches; its methods may run in several threads."""

    def __init__(self, kb: Callable[[], KnowledgeBase]) -> None:
        self._kb = kb
        self._loading = Lock()
        self._loaded: _Tools | None = None
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._find)

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
        return self._remembered(text, on, most)

    def _find(self, text: str, on: date, most: int) -> LookUp:
        tools = self._tools()
        named = tools.documents.find(text)
        if named:
            passages = tuple((tools.kb.policy(policy), facet) for policy, facet in named[:most])
            return LookUp(passages, Period.day(on), (), ())
        if is_number_of_document(text):
            return LookUp((), Period.day(on), (), ())
        return look_up(tools.kb, tools.statements, text, on, most)

    def _tools(self) -> _Tools:
        with self._loading:
            if self._loaded is None:
                kb = self._kb()
                self._loaded = _Tools(kb, StatementSearch(kb, Reader(kb)), DocumentIndex(kb))
            return self._loaded
