"""What speaks for the policy, the facet and the audience of each statement: names, words, the model and the conversation. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bot.kb import KnowledgeBase
from bot.lookup.gram_index import Scores
from bot.lookup.likelihood import LabelModel
from bot.lookup.statements.asked import AskedWords
from bot.lookup.statements.entry import StatementEntry

# Logarithms of shares near nothing say nothing.
LEAST_SHARE = 0.01


class LabelColumns:
    """Knows the policy, topic, facet and audience of each statement, and with which words each is spoken of.

    Args:
        kb: the knowledge base.
        entries: the statements.
        normalise: brings content to the form of messages.
        plain: does so and hides names.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        entries: Sequence[StatementEntry],
        normalise: Callable[[str], str],
        plain: Callable[[str], str],
    ) -> None:
        self._policy = _LabelColumn([entry.policy for entry in entries])
        self._topic = _LabelColumn([entry.topic for entry in entries])
        self._facet = _LabelColumn([entry.facet for entry in entries])
        self._is_default = np.array([entry.is_default for entry in entries], float)
        self._serves = _LabelColumn([entry.serves for entry in entries])
        questions = [(question, entry) for entry in entries for question in entry.questions]
        cues = [(plain(cue), facet.id) for facet in kb.facets.values() for cue in facet.cues]
        self._facet_words = _model([*((plain(question), entry.facet) for question, entry in questions), *cues])
        named = [
            (normalise(" ".join((policy.title, policy.short_title, *policy.aliases))), policy.id)
            for policy in kb.policies.values()
        ]
        said = [(text, entry) for entry in entries if entry.wordings for text in entry.texts]
        spoken = [(normalise(text), entry.policy) for text, entry in (*said, *questions)]
        self._policy_words = _model([*named, *spoken])
        self._serves_words = _model([(normalise(question), entry.serves) for question, entry in questions])

    def of(self, asked: AskedWords, words: str) -> dict[str, Scores]:
        """Return a column for each kind of evidence; ``words``: the words that ask, with names hidden."""
        employer = self._serves.spread({"employer": 1.0})
        columns = {
            "facet_by_words": self._facet.logarithms(self._facet_words.probabilities(words)),
            "policy_by_words": self._policy.logarithms(self._policy_words.probabilities(asked.whole)),
            "serves_by_words": self._serves.logarithms(self._serves_words.probabilities(asked.whole)),
            "serves_asker": employer if asked.for_employer else -employer,
            "same_policy": self._policy.spread({asked.last_policy: 1.0}),
            "same_facet": self._facet.spread(dict.fromkeys(asked.last_facets, 1.0)),
            "topic_hinted": self._topic.spread(dict.fromkeys(asked.hinted, 1.0)),
            **self._names(asked),
        }
        if asked.facets:
            columns["facet_by_model"] = self._facet.logarithms(asked.facets)
        return columns

    def _names(self, asked: AskedWords) -> dict[str, Scores]:
        policies, topics = self._policy.spread(asked.policies), self._topic.spread(asked.topics)
        named = max((*asked.policies.values(), *asked.topics.values()), default=0.0)
        return {
            "policy_named": policies,
            "topic_named": topics,
            "is_default_of_named": topics * self._is_default,
            "another_named": np.maximum(named - policies - topics, 0.0),
        }


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


def _model(pairs: Sequence[tuple[str, str]]) -> LabelModel:
    return LabelModel([text for text, _ in pairs], [label for _, label in pairs])
