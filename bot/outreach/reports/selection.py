"""Who of all people would be told now, and why the others would not: one SQL expression each, the same for every rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, literal, not_, null, select
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility import Status
from bot.kb import Campaign
from bot.outreach.audience.audience import RunAudience, decided, in_towns, not_told_yet
from bot.outreach.audience.routes import Routes, agreed, reachable, way_of
from bot.outreach.context import Outreach, day_of
from bot.outreach.ledger.claim import told_lately
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import TOLD, NoticeKind
from bot.outreach.sending.send_job import audience_for
from bot.storage.tables import notices, people


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


def _reason(audience: RunAudience, routes: Routes, at: datetime) -> ColumnElement[Any]:
    """Return the expression for why a person is not told, the first reason that applies; NULL for those who are."""
    days = audience.campaign.caps.per_person_days
    lately = told_lately(people.c.id, at - timedelta(days=days)) if days > 0 else literal(False)
    reasons = [
        (not_(agreed(routes, people.c.id, at)), "no_consent"),
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
