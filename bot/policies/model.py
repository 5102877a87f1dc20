"""What the knowledge base holds, as frozen objects. Built by ``building``, read by every room above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.errors import SituationError
from bot.policies.calendar import Calendar
from bot.policies.campaigns import Campaign, Template
from bot.policies.criteria import Attested, Criterion, Fact, Value
from bot.policies.fact_frames import FactFrames
from bot.policies.periods import Validity
from bot.policies.stations import Station, Town


class Standing(str, Enum):
    """How far a source can be relied on; decides the caution printed with it."""

    PLAN = "plan"
    OFFICIAL = "official"
    NATIONAL = "national"
    SECONDARY = "secondary"


@dataclass(frozen=True)
class Source:
    """A registered document. ``dated`` is the date as the document or its report gives it, for people to read."""

    id: str
    title: str
    document_number: str | None
    issuer: str
    date: date | None
    dated: str
    standing: Standing
    scope: str
    url: str | None


@dataclass(frozen=True)
class Clause:
    """A passage of a source. ``is_verbatim`` tells the official wording from a summary of what was read."""

    id: str
    source: Source
    label: str
    text: str
    is_verbatim: bool
    offices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citation:
    """The words of a clause that hold a statement."""

    clause: Clause
    quote: str


@dataclass(frozen=True)
class ParameterValue:
    """One dated value of a parameter; ``shown`` is how it is said to people, e.g. ``30万元``."""

    value: object
    shown: str
    validity: Validity
    citation: Citation


@dataclass(frozen=True)
class Parameter:
    """A number that changes with time. Values do not overlap; a gap means that no source holds a value."""

    id: str
    title: str
    unit: str
    values: tuple[ParameterValue, ...]


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


@dataclass(frozen=True)
class Referral:
    """A neighbouring matter that belongs to another office."""

    id: str
    title: str
    office: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class Rewrite:
    """A safe replacement of misspelt or spoken forms by the official writing."""

    write: str
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """An official term with the everyday words for it."""

    term: str
    everyday: tuple[str, ...]


@dataclass(frozen=True)
class AnswerCase:
    """What an answer must and must never say on a date; written by policy officers."""

    policy: str
    facet: str
    on: date
    says: tuple[str, ...]
    never_says: tuple[str, ...]


@dataclass(frozen=True)
class EligibilityCase:
    """What the verdict on one situation must be; written by policy officers.

    Args:
        not_met: conditions that must be among those not met.
        missing: the facts that must be asked first, in this order.
    """

    policy: str
    title: str
    on: date
    facts: Mapping[str, Value]
    verdict: str
    not_met: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that may be told to a person, with its sources."""

    topics: Mapping[str, Topic]
    facets: Mapping[str, Facet]
    sources: Mapping[str, Source]
    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]
    policies: Mapping[str, Policy]
    referrals: Mapping[str, Referral]
    contacts: Mapping[str, Contact]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fact_frames: FactFrames = field(default_factory=FactFrames, repr=False)
    places: tuple[str, ...] = ()
    towns: Mapping[str, Town] = field(default_factory=dict)
    stations: Mapping[str, Station] = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()
    terms: tuple[Term, ...] = ()
    cases: tuple[AnswerCase, ...] = field(default=(), repr=False)
    eligibility_cases: tuple[EligibilityCase, ...] = field(default=(), repr=False)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    def policy(self, policy_id: str) -> Policy:
        """Return a policy.

        Raises:
            SituationError: no policy has this id.
        """
        try:
            return self.policies[policy_id]
        except KeyError:
            raise SituationError(f"没有编号为 {policy_id} 的政策;`leye kb coverage` 列出所有政策。") from None

    def campaign(self, campaign_id: str) -> Campaign:
        """Return a campaign.

        Raises:
            SituationError: no campaign has this id.
        """
        try:
            return self.campaigns[campaign_id]
        except KeyError:
            known = "、".join(self.campaigns) or "一个也没有"
            raise SituationError(f"没有编号为 {campaign_id} 的推送;policies_kb/campaigns 里现有:{known}。") from None

    def policies_of(self, topic_id: str) -> tuple[Policy, ...]:
        """Return the policies of a topic, its default policy first."""
        default = self.topics[topic_id].default_policy
        own = [policy for policy in self.policies.values() if policy.topic == topic_id]
        return tuple(sorted(own, key=lambda policy: (policy.id != default, policy.id)))
