"""Finds where in a text any of many words stands, in one pass. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add, itemgetter
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
# By how many signs longer words are looked up.
HEAD = 2


class WordIndex(Generic[Meaning]):
    """Words with meanings, found at every place of a text, overlapping ones too.

    Args:
        words: ``(word, meaning)`` pairs.
    """

    def __init__(self, words: Iterable[tuple[str, Meaning]]) -> None:
        by_word: dict[str, list[Meaning]] = {}
        for word, meaning in words:
            by_word.setdefault(word, []).append(meaning)
        self._single = {word: tuple(meanings) for word, meanings in by_word.items() if len(word) == 1}
        longer: dict[str, dict[int, dict[str, tuple[Meaning, ...]]]] = {}
        for word, meanings in by_word.items():
            if len(word) > 1:
                longer.setdefault(word[:HEAD], {}).setdefault(len(word), {})[word] = tuple(meanings)
        self._longer = {head: tuple(by_length.items()) for head, by_length in longer.items()}

    def find(self, text: str) -> list[tuple[int, int, tuple[Meaning, ...]]]:
        """Return ``(start, end, meanings)`` for each word in the text, by their start.

        >>> [found[:2] for found in WordIndex([("登记", 1), ("记", 2)]).find("登记了")]
        [(0, 2), (1, 2)]
        """
        single, longer = self._single, self._longer
        found = [(place, place + 1, single[sign]) for place, sign in enumerate(text) if sign in single]
        found += [
            (place, place + length, words[word])
            for place, head in enumerate(map(add, text, text[1:]))
            if head in longer
            for length, words in longer[head]
            if (word := text[place : place + length]) in words
        ]
        found.sort(key=itemgetter(0))
        return found
