"""While outreach is switched off, nothing leaves and nothing is lost; switched on, it goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.outreach.ledger.claim import claim
from bot.outreach.ledger.start import start
from bot.outreach.runs.states import NoticeState
from bot.outreach.scheduler.outbox import set_due
from bot.outreach.sending.sender import SendLimits
from bot.staff.switches import Switch, Switches
from tests.outreach.world import NOON, World, add_person

pytestmark = pytest.mark.anyio


def switch_off(world: World) -> None:
    Switches(world.engine).turn_off(Switch.OUTREACH, "文件有误，先停一停", "lihong", world.clock())


def switch_on(world: World) -> None:
    Switches(world.engine).turn_on(Switch.OUTREACH, "lihong", world.clock())


async def test_nothing_leaves_while_it_is_off_and_everything_afterwards_once(world: World) -> None:
    names = [add_person(world.engine, f"p{number}") for number in range(5)]
    run = world.approved()
    switch_off(world)
    set_due(world.outreach, run.id, world.clock())
    for _ in range(3):
        await world.outbox().make_pass()
        world.clock.advance(minutes=1)
    assert world.platform.letters == []
    assert set(world.states().values()) == {NoticeState.PLANNED.value}
    switch_on(world)
    await world.outbox().make_pass()
    await world.outbox().make_pass()
    assert sorted(world.platform.addresses) == sorted(f"wechat-{name}" for name in names)


async def test_switching_off_stops_in_the_middle_of_a_run(world: World) -> None:
    for number in range(12):
        add_person(world.engine, f"p{number:02}")
    world.planned()
    world.platform.on_send = lambda _letter: switch_off(world) if len(world.platform.letters) == 3 else None
    await world.outbox(SendLimits(batch=12, together=4)).make_pass()
    assert len(world.platform.letters) == 4
    assert sorted(world.states().values()) == ["planned"] * 8 + ["sent"] * 4
    switch_on(world)
    await world.outbox().make_pass()
    assert len(set(world.platform.addresses)) == len(world.platform.addresses) == 12


def test_what_was_claimed_before_is_not_started(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    switch_off(world)
    assert start(world.engine, terms, batch.holder, batch.ids, NOON) == []
    assert world.states() == {"p": "planned"}


def test_the_other_switch_stops_no_notice(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    Switches(world.engine).turn_off(Switch.CHAT, "答案有误，先停一停", "lihong", NOON)
    assert claim(world.engine, world.terms(run), NOON + timedelta(seconds=1), 10) is not None
