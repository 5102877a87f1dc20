"""Planning adds who is new, once, whoever plans at the same time; it holds back and lets go again as people decide."""

from __future__ import annotations

import threading
from datetime import date, datetime

from sqlalchemy import update

from bot.clock import SHANGHAI
from bot.kb.model.campaigns import Audience
from bot.outreach.audience.audience import audience_of
from bot.outreach.ledger.plan import key_of, last_moment, plan
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import NoticeKind
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
