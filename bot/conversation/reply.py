"""The structured reply that every door shows: text, outcome, sources and choices. Contract: docs/architecture.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from bot.kb import Citation, Standing
from bot.text import typeset

SOURCE_ORDER = (Standing.PLAN, Standing.OFFICIAL, Standing.NATIONAL, Standing.SECONDARY)


class Outcome(str, Enum):
    """How a turn ended; the closed list of docs/answer_outcomes.md."""

    ANSWERED = "answered"
    VERDICT = "verdict"
    CLARIFY = "clarify"
    NOT_COVERED = "not_covered"
    REFERRED = "referred"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    HANDOFF = "handoff"
    CONSENT = "consent"
    ERROR = "error"


@dataclass(frozen=True)
class Choice:
    """Something to pick next: what the button says, and the wish (intent and entities) it stands for."""

    label: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One message to a person. ``on`` is the date that the answer holds for."""

    text: str
    outcome: Outcome
    on: date
    topic: str | None = None
    policy: str | None = None
    facets: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    verdict: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the reply in the shape of the chat API; choices keep their wish, front gives them ids."""
        return {
            "text": typeset(self.text),
            "outcome": self.outcome.value,
            "topic": self.topic,
            "policy": self.policy,
            "facets": list(self.facets),
            "sources": sources_json(self.citations),
            "choices": [
                {"label": typeset(choice.label), "intent": choice.intent, "entities": dict(choice.entities)}
                for choice in self.choices
            ],
            "verdict": dict(self.verdict) if self.verdict else None,
            "on": self.on.isoformat(),
        }


def in_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations without repeats, the most reliable standing first.

    A quote that is part of a longer quote of the same clause says nothing new and is left out.
    """
    unique = dict.fromkeys(citations)
    fresh = [citation for citation in unique if not any(_says_more(other, citation) for other in unique)]
    return tuple(sorted(fresh, key=lambda citation: SOURCE_ORDER.index(citation.clause.source.standing)))


def _says_more(other: Citation, citation: Citation) -> bool:
    return other.clause == citation.clause and other.quote != citation.quote and citation.quote in other.quote


def sources_json(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return citations in the shape of the chat API's ``sources``."""
    return [
        {
            "id": citation.clause.source.id,
            "title": citation.clause.source.title,
            "document_number": citation.clause.source.document_number,
            "clause": citation.clause.label,
            "quote": citation.quote,
            "url": citation.clause.source.url,
            "standing": citation.clause.source.standing.value,
        }
        for citation in citations
    ]
