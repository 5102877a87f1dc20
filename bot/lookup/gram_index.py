"""Compares a text with many others by the characters and pairs of characters they share, weighed by rarity. Pure.

Both measures come from one index: the cosine of TF-IDF vectors, and BM25. numpy does the sums; scikit-learn has the same
vectors, but loading it would cost the front process 60 MB.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

_SIGNS = re.compile("[a-z0-9.%]+|[\u4e00-\u9fff]")
# BM25's usual constants: how soon a repeated gram stops counting, and how much the length of a text matters.
K1 = 1.2
B = 0.75
# What a gram that no text holds adds to the length of the query, as a share of the rarest one's weight.
UNKNOWN_SHARE = 0.5

Scores = NDArray[np.float64]


def grams_of(text: str) -> list[str]:
    """Return the characters, numbers and Latin words of a (normalised) text, and each two neighbours together.

    >>> grams_of("贷50万")
    ['贷', '50', '万', '贷50', '50万']
    """
    signs = _SIGNS.findall(text)
    return signs + [first + second for first, second in pairwise(signs)]


class GramIndex:
    """The grams of some texts. Building it takes a moment; comparing is a sum over the grams of the query.

    Args:
        texts: in normal form.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        counts = [Counter(grams_of(text)) for text in texts]
        # Each new gram gets the next number.
        ids: defaultdict[str, int] = defaultdict(count().__next__)
        grams = np.array([ids[gram] for each in counts for gram in each], dtype=np.int32)
        self._ids = dict(ids)
        rows = np.repeat(np.arange(self.size, dtype=np.int32), [len(each) for each in counts])
        times = np.array([count for each in counts for count in each.values()], dtype=np.float32)
        order = np.argsort(grams, kind="stable")
        self._rows = rows[order]
        held_in = np.bincount(grams, minlength=len(self._ids))
        self._starts = np.concatenate(([0], np.cumsum(held_in)))
        self._rarity: Scores = np.log((1 + self.size) / (1.0 + held_in)) + 1
        self._rarest = float(np.log(1.0 + self.size) + 1)
        weights = (1 + np.log(times)) * self._rarity[grams]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=self.size))
        self._cosines = (weights / np.where(lengths > 0, lengths, 1)[rows])[order].astype(np.float32)
        self._bm25 = _bm25(grams, rows, times, held_in, self.size)[order].astype(np.float32)

    def cosines(self, text: str) -> Scores:
        """Return for each text how like the query it is, 0 to 1."""
        asked = Counter(grams_of(text))
        known = [(self._ids[gram], 1 + np.log(times)) for gram, times in asked.items() if gram in self._ids]
        if not known:
            return np.zeros(self.size)
        unknown = sum(times for gram, times in asked.items() if gram not in self._ids)
        own = [(gram, times * self._rarity[gram]) for gram, times in known]
        length = np.sqrt(sum(weight**2 for _, weight in own) + unknown * (UNKNOWN_SHARE * self._rarest) ** 2)
        spans = [self._span(gram) for gram, _ in own]
        parts = [self._cosines[span] * (weight / length) for span, (_, weight) in zip(spans, own, strict=True)]
        return self._sums(spans, parts)

    def bm25(self, text: str) -> Scores:
        """Return for each text how like the query it is, from 0 up."""
        spans = [self._span(self._ids[gram]) for gram in dict.fromkeys(grams_of(text)) if gram in self._ids]
        return self._sums(spans, [self._bm25[span] for span in spans]) if spans else np.zeros(self.size)

    def _span(self, gram: int) -> slice:
        return slice(self._starts[gram], self._starts[gram + 1])

    def _sums(self, spans: Sequence[slice], parts: Sequence[NDArray[np.float32]]) -> Scores:
        rows = np.concatenate([self._rows[span] for span in spans])
        return np.bincount(rows, np.concatenate(parts), self.size).astype(np.float64)


def _bm25(
    grams: NDArray[np.int32], rows: NDArray[np.int32], times: NDArray[np.float32], held_in: NDArray[np.int64], size: int
) -> Scores:
    lengths = np.bincount(rows, times, minlength=size)
    mean = lengths.mean() if size else 1.0
    rarity = np.log(1 + (size - held_in + 0.5) / (held_in + 0.5))
    saturated: Scores = times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[rows] / (mean or 1.0)))
    weights: Scores = saturated * rarity[grams]
    return weights
