"""A lease has one holder; notices of a sender that is gone wait again or are unknown, and are never sent twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.messaging.api.messenger import Receipt
from bot.outreach.ledger.claim import claim
from bot.outreach.ledger.leases import Recovered, give_lease_back, is_held, recover, take_lease
from bot.outreach.ledger.outcomes import sent
from bot.outreach.ledger.record import record
from bot.outreach.ledger.start import start
from bot.storage.holders import holder_name
from tests.outreach.world import NOON, World, add_person
from tests.storage.ended_processes import dead_holder

HALF_A_MINUTE = timedelta(seconds=30)


def test_a_lease_has_one_holder_until_it_is_over_or_given_back(engine: Engine) -> None:
    assert take_lease(engine, "scheduler", "a", NOON, HALF_A_MINUTE)
    assert not take_lease(engine, "scheduler", "b", NOON, HALF_A_MINUTE)
    assert take_lease(engine, "scheduler", "a", NOON + timedelta(seconds=20), HALF_A_MINUTE)
    assert not take_lease(engine, "scheduler", "b", NOON + timedelta(seconds=40), HALF_A_MINUTE)
    assert take_lease(engine, "scheduler", "b", NOON + timedelta(seconds=50), HALF_A_MINUTE)
    give_lease_back(engine, "scheduler", "a")
    assert not take_lease(engine, "scheduler", "c", NOON + timedelta(seconds=51), HALF_A_MINUTE)
    give_lease_back(engine, "scheduler", "b")
    assert take_lease(engine, "scheduler", "c", NOON + timedelta(seconds=51), HALF_A_MINUTE)


def test_a_lease_taken_while_a_clock_was_wrong_does_not_hold_up_the_office(engine: Engine) -> None:
    assert take_lease(engine, "scheduler", "wrong clock", NOON + timedelta(days=400), HALF_A_MINUTE)
    assert take_lease(engine, "scheduler", "b", NOON, HALF_A_MINUTE)


def test_who_has_a_lease_is_known_to_others(engine: Engine) -> None:
    assert not is_held(engine, "scheduler", NOON)
    take_lease(engine, "scheduler", "a", NOON, HALF_A_MINUTE)
    assert is_held(engine, "scheduler", NOON)
    assert not is_held(engine, "scheduler", NOON + HALF_A_MINUTE)


def test_what_was_not_started_waits_again_and_what_was_started_is_unknown(world: World) -> None:
    for name in ("started", "waiting"):
        add_person(world.engine, name)
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    start(world.engine, terms, batch.holder, batch.ids[:1], NOON)
    assert recover(world.engine, NOON + timedelta(minutes=1)) == Recovered(0, 0)
    assert recover(world.engine, NOON + timedelta(minutes=2)) == Recovered(1, 1)
    assert world.states() == {"started": "unknown", "waiting": "planned"}


def test_what_a_dead_process_of_this_machine_had_claimed_need_not_wait_for_its_lease(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("started", "waiting"):
        add_person(world.engine, name)
    terms = world.terms(world.planned())
    ended = dead_holder()
    monkeypatch.setattr("bot.outreach.ledger.claim.holder_name", lambda: ended)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    start(world.engine, terms, batch.holder, batch.ids[:1], NOON)
    assert recover(world.engine, NOON) == Recovered(1, 1)
    assert world.states() == {"started": "unknown", "waiting": "planned"}


def test_a_sender_that_comes_back_late_is_believed_but_sends_nothing_more(world: World) -> None:
    for name in ("first", "second"):
        add_person(world.engine, name)
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    [started] = start(world.engine, terms, batch.holder, batch.ids[:1], NOON)
    later = NOON + timedelta(minutes=5)
    recover(world.engine, later)
    assert start(world.engine, terms, batch.holder, batch.ids[1:], NOON + timedelta(seconds=5)) == []
    record(world.engine, batch.holder, [sent(started, Receipt("m9"))], later)
    assert [(row.person, row.state, row.message_id) for row in world.rows()] == [
        ("first", "sent", "m9"),
        ("second", "planned", None),
    ]


@pytest.mark.anyio
async def test_a_clock_that_jumps_within_a_batch_sends_nothing_twice(world: World) -> None:
    for number in range(12):
        add_person(world.engine, f"p{number:02}")
    world.planned()
    jumps = iter((timedelta(hours=3), timedelta(hours=-5), timedelta(hours=6)))

    def jump(_letter: object) -> None:
        world.clock.at += next(jumps, timedelta())

    world.platform.on_send = jump
    for _ in range(4):
        await asyncio.gather(world.outbox().make_pass(), world.outbox().make_pass())
        world.clock.at = max(world.clock.at, NOON) + timedelta(minutes=3)
        world.clock.at = world.clock.at.replace(hour=12)
    assert len(set(world.platform.addresses)) == len(world.platform.addresses)
    told = {row.person for row in world.rows() if row.state in ("sent", "unknown")}
    assert told == {f"p{number:02}" for number in range(12)}


@pytest.mark.anyio
async def test_two_outboxes_at_once_send_everything_once(world: World) -> None:
    for number in range(40):
        add_person(world.engine, f"p{number:02}")
    world.planned()
    await asyncio.gather(*(world.outbox().make_pass() for _ in range(3)))
    assert sorted(world.platform.addresses) == [f"wechat-p{number:02}" for number in range(40)]
    assert set(world.states().values()) == {"sent"}


def test_the_lease_of_a_dead_process_is_taken_over_at_once_and_that_of_a_living_one_is_not(engine: Engine) -> None:
    assert take_lease(engine, "scheduler", dead_holder(), NOON, HALF_A_MINUTE)
    assert not is_held(engine, "scheduler", NOON)
    living, other = holder_name(), holder_name()
    assert take_lease(engine, "scheduler", living, NOON, HALF_A_MINUTE)
    assert is_held(engine, "scheduler", NOON)
    assert not take_lease(engine, "scheduler", other, NOON, HALF_A_MINUTE)
