"""A rehearsal in numbers says the same as the whole one; progress and what came of notices are counted on both databases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.outreach.context import day_of
from bot.outreach.reports.progress import progress
from bot.outreach.reports.rehearsal import rehearse
from bot.outreach.reports.rehearsal_counts import tally
from bot.outreach.reports.report import told_between
from bot.outreach.runs.runs import propose
from bot.outreach.runs.states import NoticeKind, NoticeState
from bot.storage.tables import notices
from tests.outreach.world import CAMPAIGN, FITS, NOON, World, add_person


def settle(world: World, person: str, **values: object) -> None:
    with world.engine.begin() as connection:
        connection.execute(update(notices).where(notices.c.person == person).values(**values))


def test_the_numbers_are_those_of_the_whole_rehearsal(world: World) -> None:
    for number in range(6):
        add_person(world.engine, f"fits{number}", town="中北镇" if number % 2 else None)
    add_person(world.engine, "web", agrees=("web",), wechat=False, web=True, grants=None)
    add_person(world.engine, "not_eligible", {**FITS, "on_establishment": True})
    add_person(world.engine, "not_known", {})
    add_person(world.engine, "no_consent", agrees=(), town="中北镇")
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    seen: list[tuple[int, int]] = []
    counted = tally(world.outreach, run, world.campaign, NOON, lambda done, of_all: seen.append((done, of_all)))
    played = rehearse(world.outreach, run, world.campaign, NOON)
    assert counted.told == len(played.included) == 7
    assert dict(counted.why_not) == dict(played.why_not)
    assert dict(counted.ways) == dict(played.cost)
    assert counted.towns == {"中北镇": 3, "没有登记街镇": 4}
    assert counted.not_told["no_consent", "中北镇"] == 1
    assert counted.ids_not_told["no_consent"] == "no_consent"
    assert (counted.examples, counted.samples, counted.lasts) == (played.included, played.samples, played.lasts)
    assert seen == [(0, 7), (7, 7)]


def test_progress_counts_by_state_and_says_how_long_it_still_takes(world: World) -> None:
    for number in range(4):
        add_person(world.engine, f"p{number}")
    run = world.planned()
    settle(world, "p0", state="sent", started_at=NOON - timedelta(seconds=10))
    settle(world, "p1", state="read", started_at=NOON - timedelta(minutes=5))
    found = progress(world.engine, run.id, NOON)
    assert (found.counts[NoticeState.SENT], found.counts[NoticeState.READ], found.waiting, found.all) == (1, 1, 2, 4)
    assert found.remaining == timedelta(minutes=2)


def test_what_came_of_notices_is_counted_by_when_they_left(world: World) -> None:
    for number in range(3):
        add_person(world.engine, f"p{number}")
    world.planned()
    settle(world, "p0", state="sent", sent_at=NOON, answer="applied")
    settle(world, "p1", state="read", sent_at=NOON, read_at=NOON)
    settle(world, "p2", state="sent", sent_at=NOON + timedelta(days=1))
    found = told_between(world.engine, NOON, NOON + timedelta(days=1))
    assert found == {CAMPAIGN: {"told": 2, "delivered": 1, "read": 1, "asked": 0, "applied": 1}}
