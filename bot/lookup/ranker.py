"""Finds the passages (policy × facet) nearest to a text: what editors look at beside a question that was not answered.

The order is BM25 by the full-text index of SQLite, which comes with Python; bm25s would take a second to import, because it
starts jax wherever Rasa has installed it.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.kb import PLACE, Answer, KnowledgeBase, NotApplicable, Policy
from bot.lookup.character_pairs import pairs_of
from bot.understanding import Normaliser

# How much a match in the names of a policy, in the facet, and in the answer counts.
WEIGHTS = (3.0, 1.5, 1.0)
SHARED_AT_LEAST = 2
# Below this share of what is asked, weighed by rarity, a passage is alike by chance only.
ALIKE_FROM = 0.15
# From this share on a passage is near enough to be suggested. Measured on 247 names in the knowledge base, each taken out of it and
# looked for: of a hundred 95 find their policy from 0.15 on and from 0.4 on, 92 from 0.5 on, so 0.4 is the last step that costs
# nothing. tests/lookup/test_ranker.py holds it.
NEAR_FROM = 0.4
CREATE = "CREATE VIRTUAL TABLE passages USING fts5(names, facet, answer)"
MATCHING = (
    "SELECT rowid, -bm25(passages, {}, {}, {}) AS score FROM passages WHERE passages MATCH ? ORDER BY score DESC, rowid"
).format(*WEIGHTS)


@dataclass(frozen=True)
class Hit:
    """A passage that is like a text; scores compare only within one search."""

    policy: str
    facet: str
    score: float


@dataclass(frozen=True)
class _Passage:
    """A passage with its columns of the index; ``subject`` holds the pairs that tell what it is about, ``names`` those of each name."""

    policy: str
    facet: str
    columns: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    names: tuple[frozenset[str], ...]


class Ranker:
    """Ranks the passages of one knowledge base. Building it takes a moment; searching it does not."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._normalise = Normaliser(kb.rewrites)
        self._passages = tuple(_passage(kb, policy, facet) for policy in kb.policies.values() for facet in kb.facets)
        self._passages_with = Counter(pair for passage in self._passages for pair in passage.subject)
        # Searches only read, and SQLite takes its own locks: threads may share the connection.
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(CREATE)
        rows = ([" ".join(column) for column in passage.columns] for passage in self._passages)
        self._index.executemany("INSERT INTO passages VALUES (?, ?, ?)", rows)

    def passages(self, text: str, count: int) -> tuple[Hit, ...]:
        """Return the passages most like the text, best first."""
        hits = (Hit(passage.policy, passage.facet, score) for passage, score in self._alike(text, ALIKE_FROM))
        return tuple(islice(hits, count))

    def near(self, text: str, count: int) -> tuple[Hit, ...]:
        """Return those of the passages that are near enough to be suggested to a colleague, best first; none rather than any."""
        hits = (Hit(passage.policy, passage.facet, score) for passage, score in self._alike(text, NEAR_FROM))
        return tuple(islice(hits, count))

    def _alike(self, text: str, least: float) -> Iterator[tuple[_Passage, float]]:
        asked = frozenset(pairs_of(self._normalise(text)))
        if not asked:
            return
        weight = sum(self._rarity(pair) for pair in asked)
        query = " OR ".join(f'"{pair}"' for pair in sorted(asked))
        for row, score in self._index.execute(MATCHING, (query,)):
            passage = self._passages[row - 1]
            shared = asked & passage.subject
            if len(shared) < min(SHARED_AT_LEAST, len(asked)):
                continue
            # Whatever else is asked of it, and in whichever words: who names a policy means it.
            is_named = any(name <= asked for name in passage.names)
            if is_named or sum(self._rarity(pair) for pair in shared) >= least * weight:
                yield passage, score

    def _rarity(self, pair: str) -> float:
        return math.log(1 + len(self._passages) / (1 + self._passages_with[pair]))


def _passage(kb: KnowledgeBase, policy: Policy, facet_id: str) -> _Passage:
    topic, facet = kb.topics[policy.topic], kb.facets[facet_id]
    answer = _answer(kb, policy, facet_id)
    names = [policy.title, policy.short_title, *policy.aliases, topic.title, *topic.aliases]
    whole = tuple(pairs for name in names if len(pairs := frozenset(pairs_of(name))) >= SHARED_AT_LEAST)
    names += kb.everyday_words("\n".join((*names, answer)))
    named, asked, said = (pairs_of("\n".join(column)) for column in (names, (facet.label, *facet.cues), (answer,)))
    # Words such as 材料 or 办理 put facets in order; alone they are asked of everything, so they make nothing alike.
    return _Passage(policy.id, facet_id, (named, asked, said), frozenset((*named, *said)), whole)


def _answer(kb: KnowledgeBase, policy: Policy, facet_id: str) -> str:
    """Return what a facet says at any time, with all values of its parameters."""
    held = policy.answers[facet_id]
    if not isinstance(held, Answer):
        return held.why if isinstance(held, NotApplicable) else held.what
    template = "".join(sentence.template for sentence in held.sentences)
    return PLACE.sub(lambda place: "、".join(value.shown for value in kb.parameters[place[1]].values), template)
