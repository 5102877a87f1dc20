"""Guesses a label of a text from the grams that texts of that label use (naive Bayes). Pure; learned in a moment from what the knowledge base holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count

import numpy as np

from bot.lookup.gram_index import grams_of

# Smoothing for grams that a label never uses.
UNSEEN = 0.3
# Grams overlap and depend on each other: their votes count for less than independent ones would.
TEMPERATURE = 0.25
PRIOR_SHARE = 0.3


class LabelModel:
    """Knows how texts of each label are written.

    Args:
        texts: in normal form.
        labels: the label of each text.
    """

    def __init__(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        self.labels = tuple(dict.fromkeys(labels))
        places = {label: place for place, label in enumerate(self.labels)}
        owners = np.array([places[label] for label in labels], dtype=np.int64)
        # Each new gram gets the next number.
        ids: defaultdict[str, int] = defaultdict(count().__next__)
        grams: list[int] = []
        lengths: list[int] = []
        for text in texts:
            used = [ids[gram] for gram in set(grams_of(text))]
            grams += used
            lengths.append(len(used))
        self._ids = dict(ids)
        cells = np.array(grams, dtype=np.int64) * len(places) + np.repeat(owners, lengths)
        counts = np.bincount(cells, minlength=len(ids) * len(places)).reshape(len(ids), len(places))
        total = counts.sum(axis=0) + UNSEEN * max(1, len(self._ids))
        self._likelihood = (np.log(counts + UNSEEN) - np.log(total)).astype(np.float32)
        examples = np.bincount(owners, minlength=len(self.labels))
        self._prior = PRIOR_SHARE * np.log(examples + 1.0)

    def probabilities(self, text: str) -> Mapping[str, float]:
        """Return how likely each label is, by label; they add up to 1."""
        if not self.labels:
            return {}
        known = [self._ids[gram] for gram in set(grams_of(text)) if gram in self._ids]
        votes = self._likelihood[known].sum(axis=0) * TEMPERATURE + self._prior
        shares = np.exp(votes - votes.max())
        return dict(zip(self.labels, (shares / shares.sum()).tolist(), strict=True))
