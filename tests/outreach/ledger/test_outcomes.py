"""What a platform refuses has its one right consequence, for the notice, the grant, the address and the run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.outreach.control import decisions
from bot.outreach.ledger.outcomes import WAITS
from bot.outreach.runs.runs import get
from bot.outreach.runs.states import RunState
from bot.storage.tables import channel_identities, template_grants
from tests.outreach.world import NOON, TEMPLATE, World, add_person

pytestmark = pytest.mark.anyio


def remaining(world: World, person: str) -> int | None:
    grants = template_grants.c
    query = select(grants.remaining).where(grants.person == person, grants.template == TEMPLATE)
    with world.engine.connect() as connection:
        return connection.execute(query).scalar()


async def one_pass(world: World) -> None:
    await world.outbox().make_pass()


async def test_a_passing_fault_is_tried_again_with_growing_waits_and_given_up_after_five(world: World) -> None:
    add_person(world.engine, "p")
    world.planned()
    world.platform.refuses["wechat-p"] = [-1] * 5
    waited = []
    for _ in range(4):
        before = world.clock()
        await one_pass(world)
        [row] = world.rows()
        assert (row.state, row.reason) == ("planned", "retry:-1")
        waited.append(row.not_before - before)
        world.clock.at = row.not_before - timedelta(seconds=1)
        await one_pass(world)
        assert world.rows()[0].attempts == row.attempts
        world.clock.at = row.not_before
    await one_pass(world)
    [row] = world.rows()
    assert (row.state, row.attempts, tuple(waited)) == ("failed", 5, WAITS[:4])
    assert (remaining(world, "p"), world.platform.letters) == (1, [])


async def test_an_ambiguous_send_is_unknown_and_never_repeated(world: World) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    world.platform.raises["wechat-p"] = PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, "timeout")
    await one_pass(world)
    del world.platform.raises["wechat-p"]
    world.clock.advance(hours=3)
    assert decisions.retry_failed(world.engine, run, "丙", world.clock()) == 0
    await one_pass(world)
    assert (world.states(), world.platform.letters) == ({"p": "unknown"}, [])
    assert remaining(world, "p") == 0


async def test_n2_a_one_off_grant_is_spent_by_the_letter_that_leaves(world: World) -> None:
    add_person(world.engine, "p", grants=2)
    world.planned()
    await one_pass(world)
    assert (world.states(), len(world.platform.letters), remaining(world, "p")) == ({"p": "sent"}, 1, 1)


async def test_an_error_that_nobody_expected_counts_as_ambiguous(world: World) -> None:
    add_person(world.engine, "p")
    world.planned()
    world.platform.raises["wechat-p"] = RuntimeError("wechat-p")
    await one_pass(world)
    [row] = world.rows()
    assert (row.state, row.reason) == ("unknown", "RuntimeError")


async def test_without_consent_at_the_platform_the_grant_is_forgotten_and_the_notice_held_back(world: World) -> None:
    add_person(world.engine, "p", grants=3)
    world.planned()
    world.platform.refuses["wechat-p"] = [43101]
    await one_pass(world)
    [row] = world.rows()
    assert (row.state, row.reason, remaining(world, "p")) == ("suppressed", "no_consent:43101", None)


@pytest.mark.parametrize(
    ("code", "reason"),
    [(43004, "unfollowed:43004"), (43019, "blocked:43019"), (40003, "dead_recipient:40003")],
)
async def test_a_dead_address_is_not_written_to_again(world: World, code: int, reason: str) -> None:
    add_person(world.engine, "p")
    run = world.planned()
    world.platform.refuses["wechat-p"] = [code]
    await one_pass(world)
    assert [(row.state, row.reason) for row in world.rows()] == [("failed", reason)]
    with world.engine.connect() as connection:
        identity = connection.execute(select(channel_identities)).one()
    assert (identity.is_reachable, identity.unreachable_because) == (False, reason)
    assert decisions.retry_failed(world.engine, run, "丙", world.clock()) == 1
    await one_pass(world)
    assert world.platform.letters == []


async def test_the_platforms_daily_limit_stops_the_run_until_the_next_day(world: World) -> None:
    for number in range(12):
        add_person(world.engine, f"p{number:02}")
    world.planned()
    world.platform.refuses["*"] = [45009] * 8
    await one_pass(world)
    refused = 8 - len(world.platform.refuses["*"])
    world.platform.refuses = {}
    assert 1 <= refused <= 8
    world.clock.advance(hours=2)
    before = len(world.platform.letters)
    await one_pass(world)
    assert len(world.platform.letters) == before
    world.clock.at = (NOON + timedelta(days=1)).replace(hour=9)
    await one_pass(world)
    assert sorted(world.platform.addresses) == [f"wechat-p{number:02}" for number in range(12)]


async def test_the_platforms_minute_limit_is_waited_for(world: World) -> None:
    add_person(world.engine, "p")
    world.planned()
    world.platform.refuses["wechat-p"] = [45011]
    await one_pass(world)
    await one_pass(world)
    assert world.platform.letters == []
    world.clock.advance(minutes=1)
    await one_pass(world)
    assert (world.platform.addresses, world.rows()[0].attempts) == (["wechat-p"], 0)


@pytest.mark.parametrize(("code", "state"), [(48001, "planned"), (40037, "failed"), (47003, "failed")])
async def test_what_somebody_must_mend_pauses_the_run_with_the_code(world: World, code: int, state: str) -> None:
    for number in range(40):
        add_person(world.engine, f"p{number:02}")
    run = world.planned()
    world.platform.refuses["*"] = [code] * 40
    await one_pass(world)
    paused = get(world.engine, run.id)
    assert paused.state is RunState.PAUSED
    assert str(code) in (paused.reason or "")
    assert set(world.states().values()) == {state, "planned"}
    assert len(world.platform.refuses["*"]) >= 40 - 8


async def test_a_token_that_ends_within_a_batch_is_tried_again_later(world: World) -> None:
    add_person(world.engine, "p")
    world.planned()
    world.platform.refuses["wechat-p"] = [40001]
    await one_pass(world)
    world.clock.advance(minutes=1)
    await one_pass(world)
    assert world.platform.addresses == ["wechat-p"]


async def test_retrying_by_hand_takes_the_failed_only(world: World) -> None:
    for name in ("failed", "sent", "unknown"):
        add_person(world.engine, name)
    run = world.planned()
    world.platform.refuses["wechat-failed"] = [40037]
    world.platform.raises["wechat-unknown"] = PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, "timeout")
    await one_pass(world)
    world.platform.raises.clear()
    assert world.states() == {"failed": "failed", "sent": "sent", "unknown": "unknown"}
    assert decisions.retry_failed(world.engine, run, "丙", world.clock()) == 1
    decisions.resume(world.engine, get(world.engine, run.id), "丙", world.clock())
    await one_pass(world)
    assert world.platform.addresses == ["wechat-sent", "wechat-failed"]
