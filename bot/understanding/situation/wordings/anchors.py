"""Finds where in a text any of many words stands, in one pass. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


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
        self._longer: dict[str, list[tuple[str, tuple[Meaning, ...]]]] = {}
        for word, meanings in by_word.items():
            if len(word) > 1:
                self._longer.setdefault(word[:2], []).append((word, tuple(meanings)))

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        """Yield ``(start, end, meanings)`` for each word in the text, or in the part of it between two places.

        >>> [found[:2] for found in WordIndex([("登记", 1), ("记", 2)]).find("登记了")]
        [(0, 2), (1, 2)]
        """
        single, longer = self._single, self._longer
        end = len(text) if end is None else end
        for place in range(start, end):
            meanings = single.get(text[place])
            if meanings:
                yield place, place + 1, meanings
            words = longer.get(text[place : place + 2])
            if words:
                for word, several in words:
                    if place + len(word) <= end and text.startswith(word, place):
                        yield place, place + len(word), several
