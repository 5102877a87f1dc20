"""The whole knowledge base as one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import SituationError
from bot.kb.model.acts import SpokenActs
from bot.kb.model.calendar import Calendar
from bot.kb.model.campaigns import Campaign, Template
from bot.kb.model.cases import AnswerCase, EligibilityCase
from bot.kb.model.citations import Clause, Source
from bot.kb.model.criteria import Fact
from bot.kb.model.fact_frames import FactFrames
from bot.kb.model.parameters import Parameter
from bot.kb.model.policies import Contact, Facet, Policy, Topic
from bot.kb.model.stations import Station, Town
from bot.kb.model.vocabulary import NeighbouringMatter, Rewrite, Term


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that may be told to a person, with its sources."""

    topics: Mapping[str, Topic]
    facets: Mapping[str, Facet]
    sources: Mapping[str, Source]
    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]
    policies: Mapping[str, Policy]
    referrals: Mapping[str, NeighbouringMatter]
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
    acts: SpokenActs = field(default_factory=SpokenActs, repr=False)

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

    def everyday_words(self, text: str) -> list[str]:
        """Return the everyday words for the official terms in a text, so that either finds it."""
        return [word for term in self.terms if term.term in text for word in term.everyday]

    def policies_of(self, topic_id: str) -> tuple[Policy, ...]:
        """Return the policies of a topic, its default policy first."""
        default = self.topics[topic_id].default_policy
        own = [policy for policy in self.policies.values() if policy.topic == topic_id]
        return tuple(sorted(own, key=lambda policy: (policy.id != default, policy.id)))
