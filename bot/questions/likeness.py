"""Which questions are alike: the share of character pairs that two have in common. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.lookup import pairs_of

# Two fifths of all pairs: in questions as people type them, fewer join what only shares a word, more part what is the same.
ALIKE_FROM = 0.4

Normalise = Callable[[str], str]


@dataclass(frozen=True)
class ComparedQuestion:
    """A question to compare; one without words is compared by its policy alone."""

    id: int
    text: str | None
    policy: str | None


class Groups:
    """Puts questions into groups, each led by its first question.

    Questions come in the order of their ids, so that the same questions always give the same groups, whether they come at once or one by one.

    >>> groups = Groups(str)
    >>> [groups.join(ComparedQuestion(number, text, None)) for number, text in enumerate(["社保补贴怎么领", "怎么领社保补贴？", "摆摊要交税吗"], 1)]
    [1, 1, 3]
    """

    def __init__(self, normalise: Normalise, leaders: Mapping[int, ComparedQuestion] | None = None) -> None:
        """Begin with the groups there are: the question that stands for each, by the group's number."""
        self._normalise = normalise
        self._features: dict[int, frozenset[str]] = {}
        self._with: dict[tuple[str | None, str], list[int]] = {}
        for group, leader in sorted((leaders or {}).items()):
            self._lead(group, leader)

    def join(self, asked: ComparedQuestion) -> int:
        """Return the number of the group that a question joins: the likest one, the older of two; its own when it is like none."""
        features = self._of(asked)
        shared = Counter(group for feature in features for group in self._with.get((asked.policy, feature), ()))
        likest = max(shared, key=lambda group: (self._likeness(features, group, shared), -group), default=None)
        if likest is not None and self._likeness(features, likest, shared) >= ALIKE_FROM:
            return likest
        self._lead(asked.id, asked)
        return asked.id

    def _lead(self, group: int, leader: ComparedQuestion) -> None:
        self._features[group] = self._of(leader)
        for feature in sorted(self._features[group]):
            self._with.setdefault((leader.policy, feature), []).append(group)

    def _likeness(self, features: frozenset[str], group: int, shared: Mapping[int, int]) -> float:
        return shared[group] / (len(features) + len(self._features[group]) - shared[group])

    def _of(self, asked: ComparedQuestion) -> frozenset[str]:
        if asked.text is None:
            return frozenset({""})
        text = self._normalise(asked.text)
        return frozenset(pairs_of(text) or (f"={text}",))
