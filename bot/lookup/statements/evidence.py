"""The evidence for each statement that it answers a question: one column per kind of evidence, one row per statement. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from bot.kb import KnowledgeBase
from bot.lookup.gram_index import Scores
from bot.lookup.statements.asked import AskedWords
from bot.lookup.statements.entry import StatementEntry, numbers_in
from bot.lookup.statements.labels import LabelColumns
from bot.lookup.statements.likeness import LikenessColumns, NamedLikeness
from bot.understanding import Reader

# In the order of the columns; `weights.yml` gives each its weight.
KINDS = (
    "question_like_words",
    "question_like_message",
    "text_like_words",
    "text_like_message",
    "named_like_words",
    "named_like_message",
    "text_bm25",
    "all_bm25",
    "facet_by_words",
    "facet_by_model",
    "policy_by_words",
    "policy_named",
    "topic_named",
    "topic_hinted",
    "another_named",
    "same_policy",
    "same_facet",
    "serves_asker",
    "serves_by_words",
    "shares_numbers",
    "is_absence",
    "comes_first",
    "is_default",
    "is_default_of_named",
    "is_background",
    "nothing_known",
)
# Said of a name, whichever it is: what is asked does not depend on which policy it is asked of.
ANY_NAME = "某"
_FILLERS = re.compile(
    "请问一下|请问|你好|您好|麻烦|谢谢|那个|这个|就是|一下|我想问|想问|问问|师傅|大姐|同志|[的了吗呢啊吧嘛呀呗么哦]"
)


class EvidenceTable:
    """Gathers the evidence for the statements of one knowledge base.

    Args:
        kb: the knowledge base.
        entries: its statements.
        reader: brings content to the form of messages and hides the names in it.
    """

    def __init__(self, kb: KnowledgeBase, entries: Sequence[StatementEntry], reader: Reader) -> None:
        self._reader = reader
        # Every question is looked at from several sides.
        normalise, plain = cache(reader.normalise), cache(self._plain)
        self._likeness = LikenessColumns(entries, plain)
        self._with_names = NamedLikeness(entries, self.without_fillers, kb.everyday_words)
        self._labels = LabelColumns(kb, entries, normalise, plain)
        self._numbers = _NumberColumn(entries)
        self._constant = {
            "is_absence": np.array([entry.is_absence and bool(entry.wordings) for entry in entries], float),
            "nothing_known": np.array([not entry.wordings for entry in entries], float),
            "comes_first": np.array([1 / (1 + entry.rank) for entry in entries]),
            "is_background": np.array([entry.is_background for entry in entries], float),
            "is_default": np.array([entry.is_default for entry in entries], float),
        }
        self._nothing = np.zeros(len(entries))

    def of(self, asked: AskedWords) -> Scores:
        """Return the evidence, a row for each statement and a column for each of `KINDS`, each of which lies together in memory."""
        words, whole = self._plain(asked.words), self._plain(asked.whole)
        columns = {
            **self._constant,
            **self._likeness.of(words, whole),
            **self._with_names.of(self.without_fillers(asked.words), self.without_fillers(asked.whole)),
            **self._labels.of(asked, words),
            "shares_numbers": self._numbers.shared(asked.whole),
        }
        rows: Scores = np.stack([columns.get(kind, self._nothing) for kind in KINDS])
        return rows.T

    def without_fillers(self, text: str) -> str:
        """Return a text in normal form without words that ask for nothing, names and all."""
        return _FILLERS.sub("", self._reader.normalise(text))

    def _plain(self, text: str) -> str:
        return _FILLERS.sub("", self._reader.hide_names(self._reader.normalise(text), ANY_NAME))


class _NumberColumn:
    """Knows which statements speak of a number."""

    def __init__(self, entries: Sequence[StatementEntry]) -> None:
        self._count = len(entries)
        self._holding: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            for number in entry.numbers():
                self._holding.setdefault(number, []).append(place)

    def shared(self, text: str) -> Scores:
        """Return which share of the numbers in a text each statement speaks of too."""
        shared = np.zeros(self._count)
        numbers = numbers_in(text)
        for number in numbers:
            shared[self._holding.get(number, [])] += 1 / len(numbers)
        return shared
