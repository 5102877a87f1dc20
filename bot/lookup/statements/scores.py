"""Ranks statements for a question by the weighted sum of the evidence. The weights are learned and kept in `weights.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.kb import KnowledgeBase, Period
from bot.lookup.gram_index import Scores
from bot.lookup.statements.asked import AskedWords
from bot.lookup.statements.entry import StatementEntry, entries_of
from bot.lookup.statements.evidence import KINDS, EvidenceTable
from bot.lookup.statements.kinds import KindNames
from bot.understanding import Reader

# The columns of names, and how many statements of a subject that is named are always looked at.
NAMES = [KINDS.index(kind) for kind in ("policy_named", "topic_named")]
OF_EACH_NAMED = 12
PERIODS_REMEMBERED = 16
LIKENESS = [KINDS.index(kind) for kind in ("question_like_words", "question_like_message", "text_like_words")]


@dataclass(frozen=True)
class RankedStatement:
    """A statement with its score; ``share`` is how likely it is what was asked for, among all, 0 to 1.

    ``evidence`` gives what each kind of evidence added to the score, ``likeness`` how like its words the question is, 0 to 1,
    ``named`` how surely its policy or topic is named as what is asked about, 0 to 1; ``is_of_others`` whether it is for a kind of people
    that the message does not name.
    """

    entry: StatementEntry
    score: float
    share: float
    evidence: Mapping[str, float]
    likeness: float
    named: float = 0.0
    is_of_others: bool = False


class StatementRanking:
    """Ranks the statements of one knowledge base.

    Args:
        kb: the knowledge base.
        reader: brings content to the form of messages and hides the names in it.
        weights: by kind of evidence; the learned ones by default.
        entries: what to choose from; all of the knowledge base by default.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        reader: Reader,
        weights: Mapping[str, float] | None = None,
        entries: Sequence[StatementEntry] | None = None,
    ) -> None:
        self.entries = tuple(entries_of(kb) if entries is None else entries)
        self.table = EvidenceTable(kb, self.entries, reader)
        self._normalise = reader.normalise
        self._kinds = KindNames(self.entries, reader.normalise)
        chosen = learned_weights() if weights is None else weights
        self._unsayable_in: dict[Period, NDArray[np.bool_]] = {}
        self._weights = np.array([chosen[kind] for kind in KINDS])

    def rank(self, asked: AskedWords, count: int) -> tuple[RankedStatement, ...]:
        """Return the best ``count`` statements that say something of the days asked about, best first.

        Of each subject that is named a few are among them, however good those of another are.
        """
        raw = self.table.of(asked)
        scores = raw @ self._weights
        scores[self._unsayable(asked.period)] = -np.inf
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        is_of_others = self._kinds.unnamed(self._normalise(asked.whole))
        first = _first(scores, count)
        best = [*first, *self._named_besides(raw, scores, first)]
        return tuple(
            RankedStatement(
                self.entries[place],
                float(scores[place]),
                float(shares[place]),
                dict(zip(KINDS, (raw[place] * self._weights).tolist(), strict=True)),
                float(raw[place, LIKENESS].max()),
                float(raw[place, NAMES].max()),
                bool(is_of_others[place]),
            )
            for place in best
            if np.isfinite(scores[place])
        )

    def _unsayable(self, period: Period) -> NDArray[np.bool_]:
        """Return which statements say nothing of the days; the same days are asked about again and again."""
        found = self._unsayable_in.get(period)
        if found is None:
            found = np.array([not entry.is_sayable(period) for entry in self.entries], dtype=bool)
            if len(self._unsayable_in) >= PERIODS_REMEMBERED:
                self._unsayable_in.clear()
            self._unsayable_in[period] = found
        return found

    def _named_besides(self, evidence: Scores, scores: Scores, first: NDArray[np.int64]) -> Iterator[int]:
        """Yield the next best statements of the subjects named, as far as they are not among the best of all."""
        left = Counter[str]()
        is_named = evidence[:, NAMES].any(axis=1)
        is_named[first] = False
        named = np.flatnonzero(is_named)
        for place in named[np.argsort(-scores[named], kind="stable")]:
            left[self.entries[place].topic] += 1
            if left[self.entries[place].topic] <= OF_EACH_NAMED:
                yield int(place)


def _first(scores: Scores, count: int) -> NDArray[np.int64]:
    """Return the places of the highest scores, highest first; of equal ones the first come first."""
    if count >= scores.size:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, scores.size - count)[scores.size - count]
    candidates = np.flatnonzero(scores >= least)
    order: NDArray[np.int64] = candidates[np.argsort(-scores[candidates], kind="stable")][:count]
    return order


def learned_weights() -> Mapping[str, float]:
    """Return the learned weights, by kind of evidence."""
    text = files("bot.lookup.statements").joinpath("weights.yml").read_text(encoding="utf-8")
    weights: Mapping[str, float] = yaml.safe_load(text)
    return weights
