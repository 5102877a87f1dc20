"""Shows where an answer stands: the clause with the quoted words marked, and what is different between two wordings. Pure; for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

from bot.kb import Citation, Clause


@dataclass(frozen=True)
class Part:
    """A piece of text; ``is_marked`` pieces are what matters."""

    text: str
    is_marked: bool


def by_clause(citations: Iterable[Citation]) -> list[tuple[Clause, list[Part]]]:
    """Return each clause that is cited once, whole, with the quotes marked in it."""
    quotes: dict[str, tuple[Clause, list[str]]] = {}
    for citation in citations:
        quotes.setdefault(citation.clause.id, (citation.clause, []))[1].append(citation.quote)
    return [(clause, marked(clause.text, said)) for clause, said in quotes.values()]


def marked(text: str, quotes: Sequence[str]) -> list[Part]:
    """Return a text in pieces, those that are quoted marked; a quote that is not in it word for word stands alone.

    >>> [(part.text, part.is_marked) for part in marked("最高给予四分之三的补贴", ["四分之三"])]
    [('最高给予', False), ('四分之三', True), ('的补贴', False)]
    """
    is_marked = [False] * len(text)
    plain = _same_length(text)
    for quote in quotes:
        place = plain.find(_same_length(quote))
        if place < 0:
            return [Part(quote, True) for quote in quotes]
        is_marked[place : place + len(quote)] = [True] * len(quote)
    return _pieces(text, is_marked)


def differences(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return two wordings in pieces, what only one of them says marked.

    >>> old, new = differences("最高10万元", "最高30万元")
    >>> [part.text for part in old if part.is_marked], [part.text for part in new if part.is_marked]
    (['1'], ['3'])
    """
    old_marks, new_marks = [False] * len(before), [False] * len(after)
    for tag, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            old_marks[first:last] = [True] * (last - first)
            new_marks[new_first:new_last] = [True] * (new_last - new_first)
    return _pieces(before, old_marks), _pieces(after, new_marks)


def _pieces(text: str, is_marked: Sequence[bool]) -> list[Part]:
    parts: list[Part] = []
    for character, mark in zip(text, is_marked, strict=True):
        if parts and parts[-1].is_marked == mark:
            parts[-1] = Part(parts[-1].text + character, mark)
        else:
            parts.append(Part(character, mark))
    return parts


def _same_length(text: str) -> str:
    """Return a text in which the width of punctuation does not matter, character by character."""
    return "".join(narrow if len(narrow := normalize("NFKC", each)) == 1 else each for each in text)
