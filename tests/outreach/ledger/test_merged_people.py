"""A person told on one record is not told again on the merged one, at whatever moment two records become one; a no holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.outreach.ledger.claim import claim
from bot.outreach.ledger.merged_people import RANKS, MergedNotices
from bot.outreach.runs.runs import Run, get
from bot.outreach.runs.states import NoticeState
from bot.outreach.scheduler.outbox import set_due
from bot.people import Consents
from bot.people.unions import BusyPersonError, merge_people, split_merge
from tests.databases import Databases
from tests.outreach.world import FITS, World, add_person, address_of, with_campaign

LEDGER = MergedNotices()


def test_every_state_of_a_notice_says_more_or_less_than_another() -> None:
    assert {state for states in RANKS for state in states} == set(NoticeState) - {NoticeState.CLAIMED}


async def pass_over(world: World, run: Run, times: int = 3) -> None:
    """Let the outbox plan and send several times."""
    for _ in range(times):
        set_due(world.outreach, run.id, world.clock())
        await world.outbox().make_pass()
        world.clock.advance(minutes=10)


@pytest.mark.anyio
@pytest.mark.parametrize("told", [("one",), ("other",), ("one", "other")])
async def test_who_was_told_on_one_record_is_not_told_on_the_merged_one(world: World, told: tuple[str, ...]) -> None:
    for name in ("one", "other"):
        add_person(world.engine, name, agrees=("wechat",) if name in told else ())
    run = world.running()
    await pass_over(world, run)
    assert sorted(world.platform.addresses) == sorted(address_of(name) for name in told)
    Consents(world.engine).give("one", "all", "wechat", "page", world.clock())
    Consents(world.engine).give("other", "all", "wechat", "page", world.clock())
    merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    await pass_over(world, run)
    assert len(world.platform.letters) == len(told)
    assert get(world.engine, run.id).state.value == "running"


@pytest.mark.anyio
async def test_two_records_that_wait_become_one_letter_and_part_with_one_each(world: World) -> None:
    add_person(world.engine, "one")
    add_person(world.engine, "other")
    run = world.planned()
    merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    await pass_over(world, run)
    assert len(world.platform.letters) == 1
    split_merge(world.engine, LEDGER, "one", "boss", world.clock())
    await pass_over(world, run)
    assert sorted(world.platform.addresses) == [address_of("one"), address_of("other")]


@pytest.mark.anyio
async def test_a_no_of_one_record_keeps_the_planned_letter_of_the_other_back(world: World) -> None:
    add_person(world.engine, "one")
    add_person(world.engine, "other")
    run = world.planned()
    Consents(world.engine).withdraw("other", "chat", world.clock())
    merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    await pass_over(world, run)
    assert world.platform.letters == []


@pytest.mark.anyio
async def test_a_letter_that_is_leaving_is_waited_for(world: World) -> None:
    add_person(world.engine, "one", wechat=False)
    add_person(world.engine, "other")
    run = world.planned()
    assert claim(world.engine, world.terms(run), world.clock(), 10) is not None
    with pytest.raises(BusyPersonError):
        merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    world.clock.advance(hours=1)
    await pass_over(world, run)
    merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    await pass_over(world, run)
    assert world.platform.addresses == [address_of("other")]


@pytest.mark.anyio
async def test_the_audience_sees_the_facts_of_both_records(world: World) -> None:
    half = {name: value for name, value in FITS.items() if name != "registered_flexible"}
    add_person(world.engine, "one", half)
    add_person(world.engine, "other", {"registered_flexible": True}, wechat=False, agrees=())
    run = world.running()
    await pass_over(world, run, times=1)
    assert world.platform.letters == []
    merge_people(world.engine, LEDGER, "one", "other", "boss", world.clock())
    await pass_over(world, run)
    assert world.platform.addresses == [address_of("one")]


STEPS = st.lists(st.sampled_from(["plan", "send", "merge", "split"]), min_size=3, max_size=10)


@pytest.mark.anyio
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_no_order_of_steps_sends_two_letters_to_one_address_or_to_one_person(
    databases: Databases, whole_kb: KnowledgeBase, steps: list[str]
) -> None:
    """While they are one they get one letter; whoever got none before a split may get one after it."""
    engine: Engine = databases.without_rows(databases.new_file())
    world, is_one = World(engine, with_campaign(whole_kb)), False
    for name in ("one", "other"):
        add_person(engine, name)
    run = world.running()
    for step in steps:
        before = len(world.platform.letters)
        if step == "send":
            await pass_over(world, run, times=1)
            sent = len(world.platform.letters) - before
            if is_one:
                assert sent == 0 or (sent == 1 and before == 0)
        elif step == "plan":
            set_due(world.outreach, run.id, world.clock())
            world.outbox().plan_if_due(get(engine, run.id), world.campaign, world.clock())
        elif step == "merge" and not is_one:
            merge_people(engine, LEDGER, "one", "other", "boss", world.clock())
            is_one = True
        elif step == "split" and is_one:
            split_merge(engine, LEDGER, "one", "boss", world.clock())
            is_one = False
    await pass_over(world, run)
    addresses = world.platform.addresses
    assert len(addresses) == len(set(addresses)) <= 2
    engine.dispose()
