"""Counts what the knowledge base can tell: of each facet of each policy something useful, only where to ask, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.policies import Answer, NotApplicable, Policy, Topic


class FacetState(str, Enum):
    """What who asks a facet of a policy gets to hear."""

    USEFUL = "useful"
    WHERE_TO_ASK = "where_to_ask"
    NOTHING = "nothing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class TopicCoverage:
    """What is told of a topic: the state of each facet, by policy."""

    topic: Topic
    policies: tuple[tuple[Policy, Mapping[str, FacetState]], ...]

    @property
    def useful(self) -> int:
        """Return how many facets of all policies tell something useful."""
        return sum(count(states.values(), FacetState.USEFUL) for _, states in self.policies)

    @property
    def possible(self) -> int:
        """Return how many facets make sense at all."""
        return sum(possible(states) for _, states in self.policies)


def coverage(kb: KnowledgeBase) -> tuple[TopicCoverage, ...]:
    """Return the coverage of each topic, in the order of the closed list; those without policies too."""
    return tuple(
        TopicCoverage(topic, tuple((policy, _states(kb, policy)) for policy in kb.policies_of(topic.id)))
        for topic in kb.topics.values()
    )


def coverage_json(kb: KnowledgeBase) -> dict[str, Any]:
    """Return the coverage as plain data."""
    topics = coverage(kb)
    return {
        "useful": sum(each.useful for each in topics),
        "possible": sum(each.possible for each in topics),
        "topics": [
            {
                "topic": each.topic.id,
                "title": each.topic.title,
                "useful": each.useful,
                "possible": each.possible,
                "policies": [
                    {
                        "policy": policy.id,
                        "title": policy.title,
                        "facets": {facet: state.value for facet, state in states.items()},
                    }
                    for policy, states in each.policies
                ],
            }
            for each in topics
        ],
    }


def count(states: Iterable[FacetState], wanted: FacetState) -> int:
    """Return how many facets are in a state."""
    return sum(state is wanted for state in states)


def possible(states: Mapping[str, FacetState]) -> int:
    """Return how many facets of a policy make sense."""
    return len(states) - count(states.values(), FacetState.NOT_APPLICABLE)


def _states(kb: KnowledgeBase, policy: Policy) -> dict[str, FacetState]:
    return {facet: _state(policy, facet) for facet in kb.facets}


def _state(policy: Policy, facet: str) -> FacetState:
    held = policy.answers[facet]
    if isinstance(held, NotApplicable):
        return FacetState.NOT_APPLICABLE
    if not isinstance(held, Answer):
        return FacetState.NOTHING
    is_absence = all(sentence.is_absence for sentence in held.sentences)
    return FacetState.WHERE_TO_ASK if is_absence else FacetState.USEFUL
