"""The evidence for each statement that it answers a question: one column per kind of evidence, one row per statement. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.kb import KnowledgeBase
from bot.lookup.gram_index import GramIndex, Scores
from bot.lookup.likelihood import LabelModel
from bot.lookup.statements.asked import AskedWords
from bot.lookup.statements.entry import NUMBER, StatementEntry
from bot.understanding import Reader

# In the order of the columns; `weights.yml` gives each its weight.
KINDS = (
    "question_like_words",
    "question_like_message",
    "text_like_words",
    "text_like_message",
    "all_like_words",
    "all_like_message",
    "question_bm25",
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
    "nothing_known",
)
# Said of a name, whichever it is: what is asked does not depend on which policy it is asked of.
ANY_NAME = "某"
_FILLERS = re.compile(
    "请问一下|请问|你好|您好|麻烦|谢谢|那个|这个|就是|一下|我想问|想问|问问|师傅|大姐|同志|[的了吗呢啊吧嘛呀呗么哦]"
)
# Logarithms of shares near nothing say nothing.
LEAST_SHARE = 0.01


class EvidenceTable:
    """Gathers the evidence for the statements of one knowledge base.

    Args:
        kb: the knowledge base.
        entries: its statements.
        reader: brings content to the form of messages and hides the names in it.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        entries: Sequence[StatementEntry],
        reader: Reader,
    ) -> None:
        self._entries = tuple(entries)
        self._reader, normalise = reader, reader.normalise
        questions = [
            (place, normalise(question)) for place, entry in enumerate(self._entries) for question in entry.questions
        ]
        texts = [(place, normalise(text)) for place, entry in enumerate(self._entries) for text in entry.texts]
        self._asked_of = np.array([place for place, _ in questions], dtype=np.int64)
        self._text_of = np.array([place for place, _ in texts], dtype=np.int64)
        self._questions = GramIndex([self._plain(question) for _, question in questions])
        self._texts = GramIndex([self._plain(text) for _, text in texts])
        together: list[list[str]] = [[] for _ in self._entries]
        for place, words in (*questions, *texts):
            together[place].append(self._plain(words))
        self._all = GramIndex(["。".join(each) for each in together])
        self._own = np.arange(len(self._entries))
        cues = [(normalise(cue), facet.id) for facet in kb.facets.values() for cue in facet.cues]
        asked = [(self._plain(question), self._entries[place].facet) for place, question in questions]
        self._facets = LabelModel(*_columns([*asked, *cues]))
        named = [
            (normalise(" ".join((policy.title, policy.short_title, *policy.aliases))), policy.id)
            for policy in kb.policies.values()
        ]
        said = [(text, self._entries[place].policy) for place, text in (*texts, *questions)]
        self._policies = LabelModel(*_columns([*named, *said]))
        self._serves = LabelModel(*_columns([(text, self._entries[place].serves) for place, text in questions]))
        self._policy = _LabelColumn([entry.policy for entry in self._entries])
        self._topic = _LabelColumn([entry.topic for entry in self._entries])
        self._facet = _LabelColumn([entry.facet for entry in self._entries])
        self._served = _LabelColumn([entry.serves for entry in self._entries])
        self._holding: dict[str, list[int]] = {}
        for place, entry in enumerate(self._entries):
            for number in entry.numbers():
                self._holding.setdefault(number, []).append(place)
        self._constant = {
            "is_absence": np.array([entry.is_absence and bool(entry.wordings) for entry in self._entries], float),
            "nothing_known": np.array([not entry.wordings for entry in self._entries], float),
            "comes_first": np.array([1 / (1 + entry.rank) for entry in self._entries]),
            "is_default": np.array([entry.is_default for entry in self._entries], float),
        }
        self._for_employer = np.array([entry.serves == "employer" for entry in self._entries], float)

    def of(self, asked: AskedWords) -> Scores:
        """Return the evidence, a row for each statement and a column for each of `KINDS`."""
        words, whole = self._plain(asked.words), self._plain(asked.whole)
        columns = {**self._constant, **self._likeness(words, whole), **self._names(asked)}
        columns["facet_by_words"] = self._facet.logarithms(self._facets.probabilities(words))
        columns["policy_by_words"] = self._policy.logarithms(self._policies.probabilities(asked.whole))
        if asked.facets:
            columns["facet_by_model"] = self._facet.logarithms(asked.facets)
        columns["same_policy"] = self._policy.spread({asked.last_policy: 1.0})
        columns["same_facet"] = self._facet.spread(dict.fromkeys(asked.last_facets, 1.0))
        columns["serves_asker"] = self._for_employer if asked.for_employer else -self._for_employer
        columns["serves_by_words"] = self._served.logarithms(self._serves.probabilities(asked.whole))
        columns["shares_numbers"] = self._shared_numbers(asked.whole)
        nothing = np.zeros(len(self._entries))
        return np.stack([columns.get(kind, nothing) for kind in KINDS], axis=1)

    def _plain(self, text: str) -> str:
        return _FILLERS.sub("", self._reader.hide_names(text, ANY_NAME))

    def _likeness(self, words: str, whole: str) -> dict[str, Scores]:
        found: dict[str, Scores] = {}
        for name, index, owners in (
            ("question", self._questions, self._asked_of),
            ("text", self._texts, self._text_of),
            ("all", self._all, self._own),
        ):
            cosines, bm25 = index.compare(words)
            found[f"{name}_like_words"] = self._best(cosines, owners)
            best = self._best(bm25, owners)
            found[f"{name}_bm25"] = best / (best.max() or 1.0) if len(best) else best
            of_whole = cosines if whole == words else index.compare(whole)[0]
            found[f"{name}_like_message"] = self._best(of_whole, owners)
        return found

    def _names(self, asked: AskedWords) -> dict[str, Scores]:
        policies, topics = self._policy.spread(asked.policies), self._topic.spread(asked.topics)
        named = max((*asked.policies.values(), *asked.topics.values()), default=0.0)
        return {
            "policy_named": policies,
            "topic_named": topics,
            "another_named": np.maximum(named - policies - topics, 0.0),
            "topic_hinted": self._topic.spread(dict.fromkeys(asked.hinted, 1.0)),
        }

    def _best(self, scores: Scores, owners: NDArray[np.int64]) -> Scores:
        best = np.zeros(len(self._entries))
        np.maximum.at(best, owners, scores)
        return best

    def _shared_numbers(self, text: str) -> Scores:
        """Return which share of the numbers in a text each statement speaks of too."""
        shared = np.zeros(len(self._entries))
        numbers = frozenset(NUMBER.findall(text))
        for number in numbers:
            shared[self._holding.get(number, [])] += 1 / len(numbers)
        return shared


class _LabelColumn:
    """A label for each statement; spreads what is known of labels over the statements."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(dict.fromkeys(labels))
        places = {label: place for place, label in enumerate(self._labels)}
        self._codes = np.array([places[label] for label in labels], dtype=np.int64)

    def spread(self, values: Mapping[str, float]) -> Scores:
        """Return the value of each statement's label, 0 where none is given."""
        by_label = np.array([values.get(label, 0.0) for label in self._labels])
        spread: Scores = by_label[self._codes]
        return spread

    def logarithms(self, shares: Mapping[str, float]) -> Scores:
        """Return the logarithm of the share of each statement's label."""
        logarithms: Scores = np.log(self.spread(shares) + LEAST_SHARE)
        return logarithms


def _columns(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [text for text, _ in pairs], [label for _, label in pairs]
