"""How like the statements and their questions a message is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lookup.gram_index import GramIndex, Scores
from bot.lookup.statements.entry import StatementEntry


class LikenessColumns:
    """Compares with the questions beside each statement, with its text, and with both together; names are hidden in all.

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
        self._questions = _index(questions)
        self._texts = _index(texts)
        self._together = GramIndex(["。".join(words) for words in together])

    def of(self, words: str, whole: str) -> dict[str, Scores]:
        """Return a column for each kind of likeness.

        Args:
            words: the words that ask, plain.
            whole: the message, plain.
        """
        columns: dict[str, Scores] = {}
        for name, (index, owners) in (("question", self._questions), ("text", self._texts)):
            of_words, of_whole = _cosines(index, words, whole)
            best = self._best(of_words, owners)
            columns[f"{name}_like_words"] = best
            columns[f"{name}_like_message"] = best if of_whole is of_words else self._best(of_whole, owners)
        texts, owners = self._texts
        columns["text_bm25"] = _as_shares(self._best(texts.bm25(words), owners))
        columns["all_bm25"] = _as_shares(self._together.bm25(words))
        return columns

    def _best(self, scores: Scores, owners: _Owners) -> Scores:
        best = np.zeros(self._count)
        if owners.places.size:
            best[owners.places] = np.maximum.reduceat(scores, owners.starts)
        return best


@dataclass(frozen=True)
class _Owners:
    """The statements that have texts, in order, and where the texts of each begin: those of one stand together."""

    places: NDArray[np.int64]
    starts: NDArray[np.int64]


def _as_shares(scores: Scores) -> Scores:
    shares: Scores = scores / (scores.max(initial=0.0) or 1.0)
    return shares


class NamedLikeness:
    """Compares with each statement and its questions as they are written, names and all.

    Where a name is hidden, what another policy's name says of this one is lost (补贴是不是免申即享).

    Args:
        entries: the statements.
        plain: brings content to the form in which it is compared.
        everyday: gives the everyday words for the official terms in a text, so that either finds it.
    """

    def __init__(
        self,
        entries: Sequence[StatementEntry],
        plain: Callable[[str], str],
        everyday: Callable[[str], Sequence[str]],
    ) -> None:
        said = ((*entry.texts, *everyday("".join(entry.texts))) if entry.wordings else () for entry in entries)
        written = ("。".join((*entry.questions, *texts)) for entry, texts in zip(entries, said, strict=True))
        self._index = GramIndex([plain(words) for words in written])

    def of(self, words: str, whole: str) -> dict[str, Scores]:
        """Return the columns; the words that ask and the message are given plain."""
        of_words, of_whole = _cosines(self._index, words, whole)
        return {"named_like_words": of_words, "named_like_message": of_whole}


def _cosines(index: GramIndex, words: str, whole: str) -> tuple[Scores, Scores]:
    of_words = index.cosines(words)
    return of_words, of_words if whole == words else index.cosines(whole)


def _index(texts: Sequence[tuple[int, str]]) -> tuple[GramIndex, _Owners]:
    places, starts = np.unique(np.array([place for place, _ in texts], dtype=np.int64), return_index=True)
    return GramIndex([text for _, text in texts]), _Owners(places, starts)
