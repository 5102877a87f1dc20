"""How like the statements and their questions a message is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.lookup.gram_index import GramIndex, Scores
from bot.lookup.statements.entry import StatementEntry


class LikenessColumns:
    """Compares with the questions beside each statement, with its text, and with both together.

    Args:
        entries: the statements.
        plain: brings content to the form in which it is compared.
    """

    def __init__(self, entries: Sequence[StatementEntry], plain: Callable[[str], str]) -> None:
        self._count = len(entries)
        questions = [(place, plain(question)) for place, entry in enumerate(entries) for question in entry.questions]
        # The few words of a facet without an answer would be like any short question.
        texts = [(place, plain(text)) for place, entry in enumerate(entries) if entry.wordings for text in entry.texts]
        together: list[list[str]] = [[] for _ in entries]
        for place, words in (*questions, *texts):
            together[place].append(words)
        self._indices = {
            "question": _index(questions),
            "text": _index(texts),
            "all": _index([(place, "。".join(words)) for place, words in enumerate(together)]),
        }

    def of(self, words: str, whole: str) -> dict[str, Scores]:
        """Return a column for each kind of likeness.

        Args:
            words: the words that ask, plain.
            whole: the message, plain.
        """
        columns: dict[str, Scores] = {}
        for name, (index, owners) in self._indices.items():
            cosines, bm25 = index.compare(words)
            best = self._best(bm25, owners)
            columns[f"{name}_like_words"] = self._best(cosines, owners)
            columns[f"{name}_bm25"] = best / (best.max(initial=0.0) or 1.0)
            of_whole = cosines if whole == words else index.compare(whole)[0]
            columns[f"{name}_like_message"] = self._best(of_whole, owners)
        return columns

    def _best(self, scores: Scores, owners: NDArray[np.int64]) -> Scores:
        best = np.zeros(self._count)
        np.maximum.at(best, owners, scores)
        return best


def _index(texts: Sequence[tuple[int, str]]) -> tuple[GramIndex, NDArray[np.int64]]:
    owners = np.array([place for place, _ in texts], dtype=np.int64)
    return GramIndex([text for _, text in texts]), owners
