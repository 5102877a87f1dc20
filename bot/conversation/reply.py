"""The reply that every door shows: text, outcome, sources and choices. The model of the chat API's schema and of what the processes send each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from bot.conversation.outline import Outline
from bot.conversation.wishes import Wish
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

    @property
    def wish(self) -> Wish:
        """Return what picking it asks for."""
        return Wish(self.intent, self.entities)


@dataclass(frozen=True)
class Reply:
    """One message to a person. ``on`` is the date that the answer holds for.

    ``told`` names what is said once a conversation and was said here; it stays in the house. ``outline`` says the same as
    ``text`` in parts, for doors that can show them.
    """

    text: str
    outcome: Outcome
    on: date
    topic: str | None = None
    policy: str | None = None
    facets: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    verdict: Mapping[str, Any] | None = None
    told: tuple[str, ...] = ()
    outline: Outline | None = None

    def typeset(self) -> Reply:
        """Return the reply as it is printed; done once, where it was worded, for setting what is set is not the same."""
        choices = tuple(replace(choice, label=typeset(choice.label)) for choice in self.choices)
        outline = None if self.outline is None else self.outline.typeset()
        return replace(self, text=typeset(self.text), choices=choices, outline=outline)

    def to_json(self) -> dict[str, Any]:
        """Return the shape in which it travels; choices carry their wish, to which front gives an id. Back: ``reply_from_json``.

        A reply without parts has no ``outline``, as those had none that were stored before there were any.
        """
        outlined = {} if self.outline is None else {"outline": self.outline.to_json()}
        return {
            "text": self.text,
            "outcome": self.outcome.value,
            "topic": self.topic,
            "policy": self.policy,
            "facets": list(self.facets),
            "sources": sources_json(self.citations),
            "choices": [
                {"label": choice.label, "intent": choice.intent, "entities": dict(choice.entities)}
                for choice in self.choices
            ],
            "verdict": dict(self.verdict) if self.verdict else None,
            "on": self.on.isoformat(),
            **outlined,
        }


def in_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations without repeats, the most reliable standing first.

    A quote that is part of a longer quote of the same clause says nothing new and is left out.
    """
    fresh = without_repeats(citations)
    return tuple(sorted(fresh, key=lambda citation: SOURCE_ORDER.index(citation.clause.source.standing)))


def without_repeats(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations as they come, each once; a quote that is part of a longer one of its clause is left out."""
    unique = dict.fromkeys(citations)
    return tuple(citation for citation in unique if not any(_says_more(other, citation) for other in unique))


def _says_more(other: Citation, citation: Citation) -> bool:
    return other.clause == citation.clause and other.quote != citation.quote and citation.quote in other.quote


def sources_json(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Return citations in the shape of the chat API's ``sources``."""
    return [
        {
            "id": citation.clause.source.id,
            "title": citation.clause.source.title,
            "document_number": citation.clause.source.document_number,
            "clause": citation.clause.label or None,
            "quote": citation.quote,
            "url": citation.clause.source.url,
            "standing": citation.clause.source.standing.value,
            "is_verbatim": citation.clause.is_verbatim,
        }
        for citation in citations
    ]
