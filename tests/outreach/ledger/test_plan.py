"""Planning adds who is new, once, whoever plans at the same time; it holds back and lets go again as people decide."""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from sqlalchemy import update

from bot.clock import SHANGHAI
from bot.kb.model.campaigns import Audience
from bot.outreach.audience.audience import audience_of
from bot.outreach.control import decisions
from bot.outreach.ledger.plan import key_of, last_moment, plan
from bot.outreach.runs.runs import Run, get
from bot.outreach.runs.states import NoticeKind, RunState
from bot.outreach.scheduler.outbox import set_due
from bot.people import Consents
from bot.storage.tables import people
from tests.outreach.world import FITS, NOON, TOPIC, World, add_person


def make_plan(world: World, run: Run) -> tuple[int, int, int]:
    audience = audience_of(world.kb, world.campaign, NoticeKind.NOTICE, run.version, date(2026, 11, 25))
    planned = plan(world.engine, run, audience, world.outreach.routes(world.campaign, NoticeKind.NOTICE), NOON)
    return planned.added, planned.revived, planned.suppressed


def test_planning_again_adds_only_who_is_new(world: World) -> None:
    run = world.running()
    add_person(world.engine, "first")
    assert make_plan(world, run) == (1, 0, 0)
    add_person(world.engine, "second")
    assert make_plan(world, run) == (1, 0, 0)
    assert make_plan(world, run) == (0, 0, 0)


def test_four_who_plan_at_once_plan_everyone_once(world: World) -> None:
    for number in range(50):
        add_person(world.engine, f"p{number:02}")
    run, begin, added = world.running(), threading.Barrier(4), []

    def work() -> None:
        begin.wait()
        added.append(make_plan(world, run)[0])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(world.states()) == [f"p{number:02}" for number in range(50)]
    assert sum(added) == len(world.rows()) == 50


def test_those_of_whom_facts_are_missing_are_planned_where_the_campaign_wants_them(world: World) -> None:
    world.change_campaign(audience=Audience(("eligible", "needs_facts"), ()))
    add_person(world.engine, "fits")
    add_person(world.engine, "not_known", {"difficulty_recognised": True})
    add_person(world.engine, "does_not", {"difficulty_recognised": False})
    make_plan(world, world.running())
    assert {row.person: row.verdict for row in world.rows()} == {"fits": "eligible", "not_known": "needs_facts"}


def test_towns_are_kept_to(world: World) -> None:
    world.change_campaign(audience=Audience(("eligible",), ("jia",)))
    add_person(world.engine, "here", town="jia")
    add_person(world.engine, "there", town="yi")
    add_person(world.engine, "nowhere")
    make_plan(world, world.running())
    assert list(world.states()) == ["here"]


def test_a_consent_taken_back_holds_back_and_given_again_lets_go(world: World) -> None:
    add_person(world.engine, "p")
    run = world.running()
    make_plan(world, run)
    Consents(world.engine).withdraw("p", "chat", NOON)
    assert make_plan(world, run) == (0, 0, 1)
    assert [(row.state, row.reason) for row in world.rows()] == [("suppressed", "no_consent")]
    Consents(world.engine).give("p", TOPIC, "wechat", "page", NOON)
    assert make_plan(world, run) == (0, 1, 0)
    assert world.states() == {"p": "planned"}


def test_who_fits_no_more_is_held_back(world: World) -> None:
    add_person(world.engine, "p")
    run = world.running()
    make_plan(world, run)
    with world.engine.begin() as connection:
        connection.execute(update(people).values(facts={**FITS, "on_establishment": True}))
    assert make_plan(world, run) == (0, 0, 1)
    assert [row.reason for row in world.rows()] == ["no_longer_fits"]


def test_a_row_says_until_when_and_by_which_key(world: World) -> None:
    add_person(world.engine, "p")
    run = world.running()
    make_plan(world, run)
    [row] = world.rows()
    assert row.not_after == datetime(2028, 1, 1, tzinfo=SHANGHAI)
    assert row.key == key_of("p", run.policy, run.version, NoticeKind.NOTICE)
    assert len(row.key) == 32
    audience = audience_of(world.kb, world.campaign, NoticeKind.NOTICE, run.version, date(2026, 11, 25))
    assert last_moment(audience) == row.not_after


def beyond(world: World, people: int) -> Run:
    """Return an approved run for three people at most, of which more have come since; its time has come."""
    run = world.approved()
    run = decisions.mark_rehearsed(world.engine, run, world.campaign, "甲", NOON, 3)
    run = decisions.approve(world.engine, run, world.campaign, "乙", NOON, 3)
    for number in range(people):
        add_person(world.engine, f"p{number}")
    set_due(world.outreach, run.id, world.clock())
    return get(world.engine, run.id)


@pytest.mark.anyio
async def test_more_people_than_were_approved_pause_the_run_before_anyone_is_told(world: World) -> None:
    run = beyond(world, 4)
    await world.outbox().make_pass()
    paused = get(world.engine, run.id)
    assert (paused.state, world.platform.letters) == (RunState.PAUSED, [])
    assert paused.reason is not None and "再彩排、批准一次" in paused.reason
    # Approved again for as many as there are, it goes on by itself.
    paused = decisions.mark_rehearsed(world.engine, paused, world.campaign, "甲", NOON, 4)
    decisions.approve(world.engine, paused, world.campaign, "乙", NOON)
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 4


@pytest.mark.anyio
async def test_as_many_as_were_approved_are_told_and_one_who_comes_later_makes_it_ask_again(world: World) -> None:
    run = beyond(world, 3)
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 3
    add_person(world.engine, "late")
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    assert (get(world.engine, run.id).state, len(world.platform.letters)) == (RunState.PAUSED, 3)


@pytest.mark.anyio
async def test_resuming_is_no_approval(world: World) -> None:
    run = beyond(world, 4)
    await world.outbox().make_pass()
    decisions.resume(world.engine, get(world.engine, run.id), "丙", NOON)
    await world.outbox().make_pass()
    assert (get(world.engine, run.id).state, world.platform.letters) == (RunState.PAUSED, [])
