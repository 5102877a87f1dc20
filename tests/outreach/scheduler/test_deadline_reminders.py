"""A reminder of a deadline comes before it, also to those who got the notice, and once for each version of the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase
from bot.kb.model.campaigns import Campaign, CampaignKind
from bot.outreach.control import decisions
from bot.outreach.runs.runs import Run, propose
from bot.outreach.runs.states import NoticeKind
from bot.outreach.scheduler.alarms import next_time
from bot.outreach.scheduler.outbox import set_due
from tests.outreach.world import AUDIENCE, World, add_office, add_person

pytestmark = pytest.mark.anyio

REMINDER = "startup_first_time_deadline"
FITS = {
    "is_student": True,
    "first_business": True,
    "legal_representative": True,
    "business_pays_insurance": True,
}
TOPIC = "startup_subsidy"


@pytest.fixture
def world(engine: Engine, whole_kb: KnowledgeBase) -> World:
    """Give outreach with the reminder that ships, and a notice of the same policy."""
    reminder = whole_kb.campaigns[REMINDER]
    notice = replace(reminder, id="notice", kind=CampaignKind.NOTICE)
    campaigns = {each.id: replace(each, follow_up=None) for each in (reminder, notice)}
    return World(engine, replace(whole_kb, campaigns=campaigns))


def start(world: World, campaign: Campaign) -> Run:
    """Approve the run of a campaign and let its time come."""
    at = world.clock()
    run = propose(world.engine, world.kb, campaign, NoticeKind(campaign.kind.value), at, world.outreach.today())
    add_office(world.engine)
    run = decisions.mark_rehearsed(world.engine, run, campaign, "甲", at, AUDIENCE)
    run = decisions.approve(world.engine, run, campaign, "乙", at)
    set_due(world.outreach, run.id, at)
    return run


async def test_the_reminder_rings_a_week_before_the_day_that_the_policy_names(world: World) -> None:
    rings = next_time(world.kb.campaigns[REMINDER].schedule, world.clock())
    assert rings == datetime(2026, 12, 18, 10, 0, tzinfo=SHANGHAI)


async def test_who_got_the_notice_is_reminded_too_and_nobody_twice(world: World) -> None:
    add_person(world.engine, "told", FITS, topic=TOPIC, grants=9)
    start(world, world.kb.campaigns["notice"])
    await world.outbox().make_pass()
    add_person(world.engine, "fits_since", FITS, topic=TOPIC, grants=9)
    add_person(world.engine, "does_not_fit", {**FITS, "first_business": False}, topic=TOPIC)
    add_person(world.engine, "agreed_to_other_things", FITS)
    world.clock.advance(days=23)
    run = start(world, world.kb.campaigns[REMINDER])
    await world.outbox().make_pass()
    assert sorted(world.platform.addresses) == ["wechat-fits_since", "wechat-told", "wechat-told"]
    for _ in range(2):
        # The next two months.
        world.clock.advance(days=31)
        set_due(world.outreach, run.id, world.clock())
        await world.outbox().make_pass()
    assert len(world.platform.letters) == 3
    assert {(row.person, row.kind) for row in world.rows()} >= {("told", "notice"), ("told", "deadline_reminder")}


async def test_the_letter_says_until_when(world: World) -> None:
    add_person(world.engine, "p", FITS, topic=TOPIC)
    start(world, world.kb.campaigns[REMINDER])
    await world.outbox().make_pass()
    [letter] = world.platform.letters
    assert "每月25日前" in letter.fields["thing3"]


async def test_whoever_was_reminded_lately_of_anything_waits(world: World) -> None:
    add_person(world.engine, "p", FITS, topic=TOPIC, grants=9)
    start(world, world.kb.campaigns["notice"])
    await world.outbox().make_pass()
    world.clock.advance(days=2)
    start(world, world.kb.campaigns[REMINDER])
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 1
    world.clock.advance(days=6)
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 2


async def test_after_its_last_day_nobody_is_reminded(world: World) -> None:
    add_person(world.engine, "p", FITS, topic=TOPIC)
    reminder = world.kb.campaigns[REMINDER]
    start(world, reminder)
    last = datetime.combine(reminder.not_after, world.clock().time(), SHANGHAI)
    world.clock.at = last + timedelta(days=1)
    await world.outbox().make_pass()
    assert not world.platform.letters
