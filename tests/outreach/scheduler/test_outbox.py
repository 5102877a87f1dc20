"""A pass plans who fits, sends once, and leaves alone whom it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.errors import SituationError
from bot.kb.model.campaigns import Caps, Quiet, Schedule
from bot.outreach.context import day_of
from bot.outreach.control import decisions
from bot.outreach.ledger.claim import release
from bot.outreach.runs.runs import get, log_of, propose
from bot.outreach.runs.states import NoticeKind, RunState
from bot.outreach.scheduler.outbox import deliver_here, set_due
from bot.people import Consents
from bot.storage.tables import people
from tests.outreach.world import AUDIENCE, FITS, NOON, TEMPLATE, World, add_office, add_person

pytestmark = pytest.mark.anyio


async def test_those_who_fit_and_agreed_are_told_once_however_often_the_outbox_wakes(world: World) -> None:
    add_person(world.engine, "fits")
    add_person(world.engine, "does_not_fit", {**FITS, "on_establishment": True})
    add_person(world.engine, "not_known", {})
    add_person(world.engine, "never_asked", agrees=())
    run = world.approved()
    for _ in range(3):
        set_due(world.outreach, run.id, world.clock())
        await world.outbox().make_pass()
    assert world.platform.addresses == ["wechat-fits"]
    [row] = world.rows()
    assert (row.person, row.state, row.way, row.template) == ("fits", "sent", "subscribe", TEMPLATE)
    assert (row.message_id, row.conversation, row.sent_at) == ("m1", "wechat:fits", NOON)
    assert row.follow_up_at == NOON + timedelta(days=7)


async def test_what_is_not_approved_is_never_sent(world: World) -> None:
    add_person(world.engine, "fits")
    run = propose(world.engine, world.kb, world.campaign, NoticeKind.NOTICE, NOON, day_of(NOON))
    add_office(world.engine)
    decisions.mark_rehearsed(world.engine, run, world.campaign, "甲", NOON, AUDIENCE)
    with pytest.raises(SituationError, match="没有批准"):
        set_due(world.outreach, run.id, NOON)
    await world.outbox().make_pass()
    assert (world.platform.letters, world.rows()) == ([], [])


async def test_whoever_comes_to_fit_later_is_told_then_and_the_others_not_again(world: World) -> None:
    add_person(world.engine, "first")
    add_person(world.engine, "later", {**FITS, "registered_flexible": False})
    run = world.approved()
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    with world.engine.begin() as connection:
        connection.execute(update(people).where(people.c.id == "later").values(facts=FITS))
    world.clock.advance(days=1)
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    assert world.platform.addresses == ["wechat-first", "wechat-later"]


async def test_nobody_is_asked_in_the_pass_that_told_them_though_the_practice_waits_no_days(world: World) -> None:
    add_person(world.engine, "fits")
    follow_up = world.campaign.follow_up
    assert follow_up is not None
    world.change_campaign(follow_up=replace(follow_up, after_days=0))
    run = world.approved()
    set_due(world.outreach, run.id, world.clock())
    first = await world.outbox().make_pass()
    assert (first.planned, first.sent, first.asked) == (1, 1, 0)
    world.clock.advance(seconds=5)
    second = await world.outbox().make_pass()
    assert (second.planned, second.sent, second.asked) == (0, 1, 1)


async def test_nothing_leaves_in_quiet_hours_and_everything_when_they_end(world: World) -> None:
    add_person(world.engine, "fits")
    run = world.approved()
    world.clock.at = NOON.replace(hour=20)
    set_due(world.outreach, run.id, world.clock())
    await world.outbox().make_pass()
    assert world.states() == {"fits": "planned"}
    world.clock.at = (NOON + timedelta(days=1)).replace(hour=9)
    await world.outbox().make_pass()
    assert world.platform.addresses == ["wechat-fits"]


async def test_quiet_hours_that_begin_within_a_batch_hold_the_rest_of_it(world: World) -> None:
    world.change_campaign(quiet=Quiet(time(12, 30), time(9, 0)))
    for number in range(8):
        add_person(world.engine, f"p{number}")
    world.planned()
    world.platform.on_send = lambda _letter: world.clock.advance(minutes=10)
    await world.outbox().make_pass()
    states = sorted(world.states().values())
    # The fourth of the first few was about to leave at half past twelve.
    assert states == ["planned"] * 5 + ["sent"] * 3


async def test_an_opt_out_within_a_batch_is_honoured_before_the_next_letters_leave(world: World) -> None:
    for number in range(8):
        add_person(world.engine, f"p{number}")
    world.planned()
    consents = Consents(world.engine)

    def everyone_leaves(_letter: object) -> None:
        for number in range(8):
            consents.withdraw(f"p{number}", "chat", world.clock())

    world.platform.on_send = everyone_leaves
    await world.outbox().make_pass()
    assert len(world.platform.letters) <= 4
    assert "planned" in world.states().values()
    set_due(world.outreach, 1 if not world.rows() else world.rows()[0].run, world.clock())
    await world.outbox().make_pass()
    assert sorted(set(world.states().values())) == ["sent", "suppressed"]
    assert len(world.platform.letters) <= 4


async def test_pausing_takes_effect_before_the_next_letters_and_resuming_sends_the_rest(world: World) -> None:
    for number in range(8):
        add_person(world.engine, f"p{number}")
    run = world.planned()

    def someone_pauses(_letter: object) -> None:
        if get(world.engine, run.id).state is RunState.RUNNING:
            decisions.pause(world.engine, get(world.engine, run.id), "丙", world.clock(), "看一下")

    world.platform.on_send = someone_pauses
    await world.outbox().make_pass()
    told = len(world.platform.letters)
    assert 1 <= told <= 8 - 1
    assert list(world.states().values()).count("planned") == 8 - told
    world.platform.on_send = lambda _letter: None
    decisions.resume(world.engine, get(world.engine, run.id), "丙", world.clock())
    await world.outbox().make_pass()
    assert sorted(world.platform.addresses) == sorted(f"wechat-p{number}" for number in range(8))
    assert [entry["act"] for entry in log_of(world.engine, run.id)][-2:] == ["pause", "resume"]


async def test_stopping_cancels_what_was_not_sent(world: World) -> None:
    add_person(world.engine, "fits")
    run = world.planned()
    decisions.stop(world.engine, run, "丙", world.clock(), "写错了")
    await world.outbox().make_pass()
    assert world.states() == {"fits": "cancelled"}
    assert world.platform.letters == []


@pytest.mark.parametrize("broken", ["start", "mark"])
async def test_a_batch_that_a_full_disk_broke_waits_again_as_soon_as_there_is_room(
    world: World, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(world.engine, "fits")
    run = world.planned()
    refusals = ["the statement", "and once more"]

    def is_full(*_arguments: object) -> None:
        raise OSError("No space left on device")

    def refuse(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith("UPDATE notices") and "started_at IS NULL" in statement and refusals:
            raise OperationalError(refusals.pop(), {}, Exception("database or disk is full"))

    def release_at_last(engine: Engine, holder: str) -> None:
        event.listen(engine, "before_cursor_execute", refuse)
        release(engine, holder)

    if broken == "start":
        monkeypatch.setattr("bot.outreach.sending.sender.start", is_full)
    monkeypatch.setattr("bot.outreach.sending.sender.WRITE_WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr("bot.outreach.sending.sender.release", release_at_last)
    deliver = deliver_here(world.outreach, on_claim=is_full if broken == "mark" else None)
    with pytest.raises(OSError, match="No space"):
        await deliver(run, world.campaign, NoticeKind.NOTICE)
    assert (world.states(), refusals) == ({"fits": "planned"}, [])


async def test_a_campaign_that_was_edited_after_its_approval_is_paused(world: World) -> None:
    add_person(world.engine, "fits")
    run = world.planned()
    world.change_campaign(caps=Caps(7, 9999))
    await world.outbox().make_pass()
    paused = get(world.engine, run.id)
    assert (paused.state, world.platform.letters) == (RunState.PAUSED, [])
    assert "再彩排" in (paused.reason or "")


async def test_nothing_is_sent_after_the_last_day(world: World) -> None:
    add_person(world.engine, "fits")
    run = world.planned()
    world.clock.at = NOON.replace(year=2028)
    await world.outbox().make_pass()
    assert world.states() == {"fits": "expired"}
    assert get(world.engine, run.id).state is RunState.FINISHED
    assert world.platform.letters == []


async def test_a_policy_that_ends_within_a_batch_ends_the_sending(world: World) -> None:
    policy = world.kb.policies[world.campaign.policy]
    ending = replace(policy, validity=replace(policy.validity, end=date(2026, 11, 25)))
    world.kb = replace(world.kb, policies={**world.kb.policies, policy.id: ending})
    world.change_campaign(quiet=Quiet(time(3, 0), time(3, 1)))
    for number in range(8):
        add_person(world.engine, f"p{number}")
    world.planned()
    world.clock.at = NOON.replace(hour=23, minute=59)
    world.platform.on_send = lambda _letter: world.clock.advance(minutes=1)
    await world.outbox().make_pass()
    await world.outbox().make_pass()
    states = sorted(world.states().values())
    assert set(states) == {"sent", "expired"} or set(states) == {"sent", "cancelled"}
    assert states.count("sent") <= 4


async def test_a_run_for_one_moment_is_finished_when_all_is_sent(world: World) -> None:
    world.change_campaign(schedule=Schedule(once=NOON), follow_up=None)
    add_person(world.engine, "fits")
    run = world.planned()
    await world.outbox().make_pass()
    await world.outbox().make_pass()
    assert get(world.engine, run.id).state is RunState.FINISHED
    assert world.states() == {"fits": "sent"}


async def test_the_daily_cap_holds_the_rest_for_the_next_day(world: World) -> None:
    world.change_campaign(caps=Caps(7, 3))
    for number in range(5):
        add_person(world.engine, f"p{number}")
    world.planned()
    await world.outbox().make_pass()
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 3
    world.clock.advance(days=1)
    await world.outbox().make_pass()
    assert len(world.platform.letters) == 5
