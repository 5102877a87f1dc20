"""Finds passages by the number of a document or of a clause: 津人社局发〔2016〕88号, 88号, plan-3. Prepared once for a knowledge base."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from unicodedata import normalize

from bot.kb import Answer, Clause, KnowledgeBase, Policy, Source, places_in

_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[a-z][a-z0-9_]*-[\w-]+")
_NUMBER = re.compile(r"\d+号")
_ONLY_NUMBER = re.compile(r"(?:[\u4e00-\u9fff]{0,12}\[?\d{4}\]?)?第?\d{1,4}号")


@dataclass(frozen=True)
class NamedDocument:
    """A document that a number names, with the clauses that were taken down of it; of a clause's own id, that clause alone."""

    source: Source
    clauses: tuple[Clause, ...]


def documents_named(kb: KnowledgeBase, text: str) -> tuple[NamedDocument, ...]:
    """Return the documents that a text is nothing but the number of; none for any other text."""
    asked = plain(text)
    if _CLAUSE.fullmatch(asked):
        clauses = [clause for clause in kb.clauses.values() if plain(clause.id) == asked]
    elif _ONLY_NUMBER.fullmatch(asked):
        clauses = [clause for clause in kb.clauses.values() if _is_number_of(asked, clause.source)]
    else:
        clauses = []
    sources = {clause.source.id: clause.source for clause in clauses}
    return tuple(
        NamedDocument(source, tuple(clause for clause in clauses if clause.source.id == source.id))
        for source in sources.values()
    )


def _is_number_of(asked: str, source: Source) -> bool:
    number = plain(source.document_number or "")
    return bool(number) and (number in asked or (asked in number and _ends_whole(asked, number)))


class DocumentIndex:
    """Which passages rest on which document and clause."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._numbers = {
            source.id: plain(source.document_number) for source in kb.sources.values() if source.document_number
        }
        self._by_source: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._by_clause: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for policy in kb.policies.values():
            for facet, held in policy.answers.items():
                if isinstance(held, Answer):
                    self._add(kb, policy, facet, held)

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the passages (policy, facet) that rest on the document or clause that a text names; empty when it names none."""
        asked = plain(text)
        if _CLAUSE.fullmatch(asked):
            return tuple(self._by_clause.get(asked, ()))
        if not _NUMBER.search(asked):
            return ()
        found: dict[tuple[str, str], None] = {}
        for source, number in self._numbers.items():
            if number in asked or (asked in number and _ends_whole(asked, number)):
                found.update(self._by_source.get(source, {}))
        return tuple(found)

    def _add(self, kb: KnowledgeBase, policy: Policy, facet: str, held: Answer) -> None:
        for sentence in held.sentences:
            citations = list(sentence.citations)
            for place in places_in(sentence.template):
                citations += [value.citation for value in kb.parameters[place].values]
            for citation in citations:
                self._by_source[citation.clause.source.id][(policy.id, facet)] = None
                self._by_clause[plain(citation.clause.id)][(policy.id, facet)] = None


def is_number_of_document(text: str) -> bool:
    """Tell whether a text is nothing but the number of a document, so that likeness to anything else would be chance.

    >>> is_number_of_document("津人社局发〔2016〕88号"), is_number_of_document("88号"), is_number_of_document("88号文件的贷款额度")
    (True, True, False)
    """
    return _ONLY_NUMBER.fullmatch(plain(text)) is not None


def plain(text: str) -> str:
    """Return a number as it is compared: without spaces, all brackets alike, narrow digits.

    >>> plain("津人社局发（２０１６）88 号"), plain("津人社局发〔2016〕88号")
    ('津人社局发[2016]88号', '津人社局发[2016]88号')
    """
    narrow = _SPACE.sub("", normalize("NFKC", text)).lower()
    return "".join(_OPENING.get(each, _CLOSING.get(each, each)) for each in narrow)


_OPENING = dict.fromkeys("〔［【(〈", "[")
_CLOSING = dict.fromkeys("〕］】)〉", "]")


def _ends_whole(asked: str, number: str) -> bool:
    """Tell whether the part that is named is not the tail of a longer number: 8号 is not 88号."""
    place = number.index(asked)
    return not (place > 0 and asked[0].isdigit() and number[place - 1].isdigit())
