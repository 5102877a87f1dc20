"""Plays a run without sending: who would be told and why, who not and why not, what it says, costs and takes. Reads only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, literal, not_, null, select
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility import Status, Truth, Verdict
from bot.kb import Campaign
from bot.messaging.api import Letter, Way
from bot.outreach.audience.audience import PERSON_COLUMNS, RunAudience, decided, in_towns, not_told_yet, stream
from bot.outreach.audience.quiet_hours import next_opening
from bot.outreach.audience.routes import Routes, agreed, reachable, way_of
from bot.outreach.context import Outreach, day_of
from bot.outreach.ledger.claim import told_lately
from bot.outreach.ledger.start import Started
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import TOLD, NoticeKind
from bot.outreach.sending.letters import Letters
from bot.outreach.sending.send_job import audience_for, letters_for
from bot.storage.tables import notices, people
from bot.wording.notices import obstacles

# What one process does with a real platform; only for the estimate.
LETTERS_A_SECOND = 50


@dataclass(frozen=True)
class Included:
    """Someone who would be told, on which way, and by which conditions."""

    person: str
    way: Way
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Excluded:
    """Someone who would not be told, and why."""

    person: str
    reason: str


@dataclass
class Rehearsal:
    """What would happen now.

    Args:
        obstacles: what must be mended before anything can be sent.
        samples: one letter for each way and verdict.
        begins_at: now, or when quiet hours end.
    """

    begins_at: datetime
    obstacles: tuple[str, ...] = ()
    included: list[Included] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    samples: list[Letter] = field(default_factory=list)
    per_day: int = 1

    @property
    def cost(self) -> Mapping[str, int]:
        """Return how many letters go which way."""
        return Counter(each.way.value for each in self.included)

    @property
    def why_not(self) -> Mapping[str, int]:
        """Return how many are not told for which reason."""
        return Counter(each.reason for each in self.excluded)

    @property
    def lasts(self) -> timedelta:
        """Return about how long it takes: the daily cap makes days of it."""
        return lasting(len(self.included), self.per_day)


@dataclass(frozen=True)
class Selection:
    """How people are sorted: ``reason`` and ``way`` are expressions over ``people``, the reason NULL for those who are told."""

    audience: RunAudience
    routes: Routes
    reason: ColumnElement[Any]
    way: ColumnElement[Any]


def select_by(outreach: Outreach, run: Run, campaign: Campaign, at: datetime) -> Selection:
    """Return how the people of a run are sorted now."""
    audience, routes = audience_for(outreach, run, campaign, day_of(at)), outreach.routes(campaign, run.kind)
    return Selection(audience, routes, _reason(audience, routes, at), way_of(routes, people.c.id, at))


def lasting(letters: int, per_day: int) -> timedelta:
    """Return about how long so many letters take: the daily cap makes days of it.

    >>> lasting(120, 100)
    datetime.timedelta(days=1, seconds=1)
    """
    full_days = max(math.ceil(letters / per_day) - 1, 0)
    return timedelta(days=full_days, seconds=math.ceil((letters - full_days * per_day) / LETTERS_A_SECOND))


def rehearse(outreach: Outreach, run: Run, campaign: Campaign, at: datetime) -> Rehearsal:
    """Return who would be told now, and who would not."""
    on = day_of(at)
    rehearsal = Rehearsal(
        next_opening(campaign.quiet, outreach.kb.calendar, at),
        obstacles(outreach.kb, campaign, on),
        per_day=campaign.caps.per_day,
    )
    chosen = select_by(outreach, run, campaign, at)
    query = select(*PERSON_COLUMNS, chosen.reason.label("reason"), chosen.way.label("way")).order_by(people.c.id)
    for chunk in stream(outreach.engine, query):
        for person in chunk:
            _sort_in(rehearsal, chosen.audience, person)
    if not rehearsal.obstacles:
        sorts = [(each.way, each.verdict) for each in rehearsal.included]
        rehearsal.samples = samples(letters_for(outreach, run, campaign, on), sorts, chosen.routes)
    return rehearsal


def _sort_in(rehearsal: Rehearsal, audience: RunAudience, person: Any) -> None:
    verdict = audience.verdict(person) if person.reason is None else None
    if verdict is not None and audience.fits(verdict):
        reasons = met_conditions(verdict)
        rehearsal.included.append(Included(person.id, Way(person.way), verdict.status.value, reasons))
    else:
        rehearsal.excluded.append(Excluded(person.id, person.reason or "not_eligible"))


def met_conditions(verdict: Verdict) -> tuple[str, ...]:
    """Return the conditions that a person meets, with their clauses; sensitive ones are not named."""
    met = (result.leaf for result in verdict.trace if result.truth is Truth.MET and not result.leaf.fact.is_sensitive)
    return tuple(f"{leaf.condition.title}（{leaf.condition.citation.clause.label}）" for leaf in met)


def _reason(audience: RunAudience, routes: Routes, at: datetime) -> ColumnElement[Any]:
    """Return the expression for why a person is not told, the first reason that applies; NULL for those who are."""
    days = audience.campaign.caps.per_person_days
    lately = told_lately(people.c.id, at - timedelta(days=days)) if days > 0 else literal(False)
    reasons = [
        (not_(agreed(routes, people.c.id)), "no_consent"),
        (not_(reachable(routes, people.c.id, at)), "no_channel"),
        (lately, "cap"),
    ]
    return case(
        *_not_in_audience(audience), *((condition, literal(reason)) for condition, reason in reasons), else_=null()
    )


def _not_in_audience(audience: RunAudience) -> list[tuple[ColumnElement[bool], Any]]:
    told = (not_(not_told_yet(audience)), literal("told_already"))
    if audience.kind is NoticeKind.POLICY_CHANGE:
        return [(not_(_heard_of(audience)), literal("not_told_before")), told]
    if audience.rule.root is None:
        return [(literal(True), literal(Status.OUT_OF_FORCE.value))]
    condition = decided(audience)
    certain = Status.POSSIBLY if audience.rule.attested else Status.ELIGIBLE
    status = case(
        (condition, certain.value), (not_(condition), Status.NOT_ELIGIBLE.value), else_=Status.NEEDS_FACTS.value
    )
    is_other = status.not_in(audience.campaign.audience.statuses)
    return [(not_(in_towns(audience)), literal("not_in_town")), (is_other, status), told]


def _heard_of(audience: RunAudience) -> ColumnElement[bool]:
    told = and_(
        notices.c.person == people.c.id,
        notices.c.policy == audience.campaign.policy,
        notices.c.version != audience.version,
        notices.c.state.in_([state.value for state in TOLD]),
    )
    return exists(select(literal(1)).select_from(notices).where(told).correlate(people))


def samples(letters: Letters, sorts: Iterable[tuple[Way, str]], routes: Routes) -> list[Letter]:
    """Return one letter of each sort, a way and a verdict, as it would leave, addressed to nobody."""
    return [
        letters.letter(Started(0, 0, "", letters.kind, verdict, way, "", "", routes.template, "", 0))
        for way, verdict in dict.fromkeys(sorts)
    ]
