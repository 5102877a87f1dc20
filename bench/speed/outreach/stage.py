"""What the measures of outreach stand on: the knowledge base, outreach with the real connector, runs that are going."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from datetime import time as hour
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bench.speed.outreach.people import APP, SECRET, TEMPLATE, TEMPLATE_NAME, fill
from bot import clock
from bot.kb import Caps, KnowledgeBase, Quiet, load
from bot.messaging.api import MemoryShelf, Way, WechatApi
from bot.outreach import Outreach
from bot.outreach.audience import fitting
from bot.outreach.control import decisions
from bot.outreach.ledger import plan
from bot.outreach.runs import NoticeKind, NoticeState, Run, get, propose
from bot.outreach.sending import ManyConnections, audience_for
from bot.staff import Colleague, Role, Staff
from bot.storage import open_database, upgrade
from bot.storage.tables import notices, people

CAMPAIGN = "flexible_insurance_notice"
NO_CAP = 10_000_000


def knowledge() -> KnowledgeBase:
    """Return the knowledge base with one campaign that may be sent at any hour and as often as can be."""
    kb = load(Path("policies_kb"))
    quiet, caps = Quiet(hour(3), hour(3), False), Caps(7, NO_CAP)
    campaign = replace(kb.campaigns[CAMPAIGN], quiet=quiet, caps=caps, follow_up=None)
    return replace(kb, campaigns={CAMPAIGN: campaign})


def outreach_on(engine: Engine, kb: KnowledgeBase, platform: str) -> Outreach:
    """Return outreach with the real connector of WeChat, pointed at the platform."""
    wechat = WechatApi(platform, APP, SECRET, MemoryShelf(), clock.now, ManyConnections())
    messengers = dict.fromkeys((Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER), wechat)
    return Outreach(engine, kb, messengers, clock.now, APP, {TEMPLATE_NAME: TEMPLATE})


def database(address: str, count: int, fitting_every: int) -> Engine:
    """Return a database with so many people."""
    upgrade(address)
    engine = open_database(address)
    fill(engine, count, fitting_every, clock.now())
    return engine


def running(outreach: Outreach, at: datetime) -> Run:
    """Return a run that is going."""
    campaign = outreach.kb.campaigns[CAMPAIGN]
    run = propose(outreach.engine, outreach.kb, campaign, NoticeKind.NOTICE, at, at.date())
    staff = Staff(outreach.engine)
    staff.add(Colleague("rehearses", "甲", Role.EDITOR, None), at)
    staff.add(Colleague("approves", "乙", Role.APPROVER, None), at)
    run = decisions.mark_rehearsed(outreach.engine, run, campaign, "rehearses", at, NO_CAP)
    return decisions.begin(outreach.engine, decisions.approve(outreach.engine, run, campaign, "approves", at), at)


def chosen(outreach: Outreach, run: Run, at: datetime) -> tuple[int, float]:
    """Return how many people the rule chooses and in how many seconds."""
    audience = audience_for(outreach, run, outreach.kb.campaigns[CAMPAIGN], at.date())
    began = time.perf_counter()
    with outreach.engine.connect() as connection:
        fits = connection.execute(select(func.count()).select_from(people).where(fitting(audience))).scalar_one()
    return int(fits), time.perf_counter() - began


def planned(outreach: Outreach, run: Run, at: datetime) -> tuple[Run, int, float]:
    """Plan everyone who fits; return the run, how many and in how many seconds."""
    campaign = outreach.kb.campaigns[CAMPAIGN]
    audience = audience_for(outreach, run, campaign, at.date())
    began = time.perf_counter()
    found = plan(outreach.engine, run, audience, outreach.routes(campaign, run.kind), at)
    seconds = time.perf_counter() - began
    assert found.added, "nobody fits any more: the rule was changed, and FITS was not"
    return get(outreach.engine, run.id), found.added, seconds


def sent_by_ledger(engine: Engine) -> int:
    """Return how many notices are sent by the ledger."""
    sent = select(func.count()).select_from(notices).where(notices.c.state == NoticeState.SENT.value)
    with engine.connect() as connection:
        return int(connection.execute(sent).scalar_one())
