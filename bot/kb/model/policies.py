"""Policies, their topics and facets, and what sources say of each facet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.kb.model.citations import Citation
from bot.kb.model.criteria import Attested, BenefitState, Criterion, StateConditions
from bot.kb.model.periods import Validity


@dataclass(frozen=True)
class Applicability:
    """A fact of the person under which a sentence matters: ``op`` compares the fact with ``value`` (months, 元, years)."""

    fact: str
    op: str
    value: bool | int | str


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, with places for parameters such as ``{startup_loan.individual_max}``.

    Args:
        id: names what is said, within its policy; wordings of different days share it.
        part: what of the facet it tells (a closed list, such as ``interest`` or ``payee``); empty: the facet as a whole.
        applies_when: facts under which it matters; all of them; empty: always.
        is_absence: it says that something was looked for and not found.
        is_inferred: its dates follow from what is known, no source states them.
        payee: who gets the money it speaks of; empty where it speaks of none.
        questions: how people ask for just this.
    """

    template: str
    citations: tuple[Citation, ...]
    validity: Validity
    id: str = ""
    part: str = ""
    applies_when: tuple[Applicability, ...] = ()
    is_absence: bool = False
    is_inferred: bool = False
    payee: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """Whom to ask; ``say`` is the name as said in a sentence."""

    id: str
    title: str
    say: str


@dataclass(frozen=True)
class Link:
    """Where something is done on the web: what the page is called, its address, and what holds that it is the one."""

    title: str
    url: str
    citation: Citation


@dataclass(frozen=True)
class Answer:
    """What sources say of one facet, most important sentence first."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class NotSourced:
    """A facet that no source holds: what is missing and whom to ask."""

    what: str
    ask: Contact


@dataclass(frozen=True)
class NotApplicable:
    """A facet that makes no sense of a policy; ``why`` is a sentence for who asks."""

    why: str


FacetAnswer = Answer | NotSourced | NotApplicable


@dataclass(frozen=True)
class Policy:
    """One policy with an answer, or an honest gap, for each facet.

    ``picked_by``: words that, said together with the name of the topic, mean this policy of it. ``criteria``: what a
    computer can decide of a person's eligibility, None where no source holds it; ``attested``: what a person must judge.
    ``states``: what decides instead for those who receive it already or no longer; ``state_fact``: the fact (a choice)
    that tells them apart, empty where it can only be asked for by name; ``successor``: the policy that took its place; ``link``: where it is applied for on
    the web.
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
    states: Mapping[BenefitState, StateConditions] = field(default_factory=dict)
    state_fact: str = ""
    successor: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Topic:
    """A family of policies.

    Args:
        hints: word groups that together point at it without naming it.
        told_about: whether people can ask to be told what is new in it.
        is_of_people: whether its names are those of a kind of people (退役军人), who ask for many things.
        has_stations: whether it is the one that says where the stations are.
        contact: whom to ask about it; None: the office of the district.
    """

    id: str
    title: str
    summary: str
    default_policy: str
    aliases: tuple[str, ...]
    hints: tuple[tuple[str, ...], ...]
    told_about: bool = True
    is_of_people: bool = False
    has_stations: bool = False
    contact: Contact | None = None


@dataclass(frozen=True)
class Facet:
    """One thing that can be asked of a policy; ``cues`` are phrases that ask for it beyond doubt."""

    id: str
    label: str
    cues: tuple[str, ...]
