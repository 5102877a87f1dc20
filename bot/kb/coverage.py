"""Counts which facets of which policies a source answers. Pure; ``leye kb coverage`` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.policies import Answer, Policy, Topic


@dataclass(frozen=True)
class TopicCoverage:
    """What is answered of a topic: its policies with the facets that a source answers."""

    topic: Topic
    policies: tuple[tuple[Policy, tuple[str, ...]], ...]
    facet_count: int

    @property
    def answered(self) -> int:
        """Return how many facets of all policies are answered."""
        return sum(len(facets) for _, facets in self.policies)

    @property
    def possible(self) -> int:
        """Return how many facets could be answered."""
        return self.facet_count * len(self.policies)


def coverage(kb: KnowledgeBase) -> tuple[TopicCoverage, ...]:
    """Return the coverage of each topic, in the order of the closed list; those without policies too."""
    return tuple(
        TopicCoverage(
            topic, tuple((policy, _answered(kb, policy)) for policy in kb.policies_of(topic.id)), len(kb.facets)
        )
        for topic in kb.topics.values()
    )


def coverage_json(kb: KnowledgeBase) -> dict[str, Any]:
    """Return the coverage as plain data."""
    topics = coverage(kb)
    return {
        "answered": sum(each.answered for each in topics),
        "possible": sum(each.possible for each in topics),
        "topics": [
            {
                "topic": each.topic.id,
                "title": each.topic.title,
                "answered": each.answered,
                "possible": each.possible,
                "policies": [
                    {
                        "policy": policy.id,
                        "title": policy.title,
                        "answered": list(facets),
                        "not_sourced": [facet for facet in kb.facets if facet not in facets],
                    }
                    for policy, facets in each.policies
                ],
            }
            for each in topics
        ],
    }


def _answered(kb: KnowledgeBase, policy: Policy) -> tuple[str, ...]:
    return tuple(facet for facet in kb.facets if isinstance(policy.answers[facet], Answer))
