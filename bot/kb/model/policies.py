"""Policies, their topics and facets, and what sources say of each facet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.kb.model.citations import Citation
from bot.kb.model.criteria import Attested, Criterion
from bot.kb.model.periods import Validity


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, with places for parameters such as ``{startup_loan.individual_max}``."""

    template: str
    citations: tuple[Citation, ...]
    validity: Validity


@dataclass(frozen=True)
class Contact:
    """Whom to ask; ``say`` is the name as said in a sentence."""

    id: str
    title: str
    say: str


@dataclass(frozen=True)
class Answer:
    """What sources say of one facet, most important sentence first."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class NotSourced:
    """A facet that no source holds: what is missing and whom to ask."""

    what: str
    ask: Contact


FacetAnswer = Answer | NotSourced


@dataclass(frozen=True)
class Policy:
    """One policy with an answer, or an honest gap, for each facet.

    ``picked_by``: words that, said together with the name of the topic, mean this policy of it. ``criteria``: what a
    computer can decide of a person's eligibility, None where no source holds it; ``attested``: what a person must judge.
    """

    id: str
    topic: str
    title: str
    short_title: str
    serves: str
    aliases: tuple[str, ...]
    picked_by: tuple[str, ...]
    validity: Validity
    verified_on: date
    answers: Mapping[str, FacetAnswer]
    criteria: Criterion | None = None
    attested: tuple[Attested, ...] = ()


@dataclass(frozen=True)
class Topic:
    """A family of policies. ``hints`` are word groups that together point at it without naming it."""

    id: str
    title: str
    summary: str
    default_policy: str
    aliases: tuple[str, ...]
    hints: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Facet:
    """One thing that can be asked of a policy; ``cues`` are phrases that ask for it beyond doubt."""

    id: str
    label: str
    cues: tuple[str, ...]
