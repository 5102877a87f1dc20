"""Puts together what planning and sending a run need: its audience, terms, words and quiet hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_
from sqlalchemy.sql.elements import ColumnElement

from bot.kb import Campaign
from bot.outreach.audience.audience import RunAudience, audience_of, fitting
from bot.outreach.audience.exists import there_is
from bot.outreach.audience.quiet_hours import is_quiet, next_day
from bot.outreach.context import Outreach
from bot.outreach.control.policy_changes import told_before
from bot.outreach.ledger.claim import AudienceFilter, ClaimConditions
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import NoticeKind
from bot.outreach.sending.letters import Letters
from bot.outreach.sending.sender import SendJob
from bot.storage.tables import people


def audience_for(outreach: Outreach, run: Run, campaign: Campaign, on: date) -> RunAudience:
    """Return the audience of a run on a day."""
    return audience_of(outreach.kb, campaign, run.kind, run.version, on)


def terms_for(outreach: Outreach, run: Run, campaign: Campaign, kind: NoticeKind, on: date) -> ClaimConditions:
    """Return the conditions under which notices of a kind of a run may be sent on a day."""
    audience = audience_for(outreach, run, campaign, on)
    routes = outreach.routes(campaign, kind)
    fits = None if kind in (NoticeKind.FOLLOW_UP, NoticeKind.POLICY_CHANGE) else _fits(audience)
    return ClaimConditions(run.id, kind, routes, campaign.caps.per_person_days, campaign.caps.per_day, fits)


def letters_for(outreach: Outreach, run: Run, campaign: Campaign, on: date) -> Letters:
    """Return the letters of a run on a day; those about a change say what was told before."""
    before = told_before(outreach, run) if run.kind is NoticeKind.POLICY_CHANGE else None
    return Letters(outreach, run, campaign, on, before)


def send_job_for(outreach: Outreach, run: Run, campaign: Campaign, kind: NoticeKind, on: date) -> SendJob:
    """Return what sending notices of a kind of a run on a day needs."""
    calendar, quiet = outreach.kb.calendar, campaign.quiet
    asks_later = campaign.follow_up is not None and kind is not NoticeKind.FOLLOW_UP

    def quiet_at(at: datetime) -> bool:
        return is_quiet(quiet, calendar, at)

    def opens_at(at: datetime) -> datetime:
        return next_day(quiet, calendar, at)

    return SendJob(
        terms=terms_for(outreach, run, campaign, kind, on),
        letter=letters_for(outreach, run, campaign, on).letter,
        is_quiet=quiet_at,
        next_day=opens_at,
        follow_up_after=timedelta(days=campaign.follow_up.after_days) if campaign.follow_up and asks_later else None,
    )


def _fits(audience: RunAudience) -> AudienceFilter:
    # Made once for a run and a day: the expressions for all facts take longer to build than the query to run.
    chosen = fitting(audience)

    def fits(person: ColumnElement[Any]) -> ColumnElement[bool]:
        return there_is(people, and_(people.c.id == person, chosen), person.table)

    return fits
