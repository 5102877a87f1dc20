"""A reminder goes through the ledger: told once, when it was promised, only while it is wanted; what moved or was cancelled is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.jobs.fairs import Fair, FairKind, FairReminders, Fairs
from bot.messaging.api import Letter
from bot.outreach.control import decisions
from bot.outreach.ledger import claim as claiming
from bot.outreach.reminders import run_of_reminders
from bot.outreach.runs import NoticeState, RunState, get
from bot.outreach.scheduler.outbox import Outbox, deliver_here
from bot.outreach.sending import unread
from bot.people import Consents, Identities
from bot.storage.tables import people, template_grants
from tests.outreach.world import APP, NOON, World

HELD = date(2026, 12, 5)
DAY_BEFORE = datetime(2026, 12, 4, 10, tzinfo=SHANGHAI)
FAIR = Fair(0, FairKind.FAIR, "样例专场", HELD, "13:30", "16:00", "中北镇", "样例广场")
VISITOR = "web:visitor"


@pytest.fixture
def fair(world: World) -> Fair:
    """Give a fair that a visitor of the web page asked to be reminded of."""
    Fairs(world.engine).keep([FAIR], "list", NOON)
    [fair] = Fairs(world.engine).between(HELD, HELD)
    assert FairReminders(world.engine).ask(VISITOR, fair, NOON) is not None
    return fair


def make_pass(world: World) -> None:
    asyncio.run(Outbox(world.outreach, deliver_here(world.outreach)).make_pass())


def texts(engine: Engine) -> list[str]:
    return [entry.text for entry in unread(engine, VISITOR)]


def states(world: World) -> list[tuple[str, str]]:
    return [(row.version.split()[0], row.state) for row in world.rows()]


def test_it_is_told_once_and_not_before_the_moment_that_was_promised(world: World, fair: Fair) -> None:
    make_pass(world)
    assert (states(world), texts(world.engine)) == ([("due", "planned")], [])
    world.clock.at = DAY_BEFORE - timedelta(seconds=1)
    make_pass(world)
    assert texts(world.engine) == []
    world.clock.at = DAY_BEFORE
    for _ in range(3):
        make_pass(world)
    [text] = texts(world.engine)
    assert "12月5日（周六）13:30开始，样例专场，中北镇，样例广场" in text and "不用提醒了" in text
    assert states(world) == [("due", "sent")]


def test_quiet_hours_hold_and_what_is_too_late_is_never_told(world: World, fair: Fair) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE.replace(hour=20)
    make_pass(world)
    assert texts(world.engine) == []
    world.clock.at = DAY_BEFORE.replace(day=5, hour=9)
    make_pass(world)
    assert len(texts(world.engine)) == 1


def test_nobody_is_reminded_of_what_has_begun(world: World, fair: Fair) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE.replace(day=5, hour=14)
    make_pass(world)
    assert (states(world), texts(world.engine)) == ([("due", "expired")], [])


@contextmanager
def just_before_the_claim(monkeypatch: pytest.MonkeyPatch, act: Any) -> Iterator[None]:
    """Let something happen after everything was planned and before anything is claimed."""
    planned = claiming.claim

    def claim(*arguments: Any, **named: Any) -> Any:
        act()
        return planned(*arguments, **named)

    monkeypatch.setattr("bot.outreach.sending.sender.claim", claim)
    yield


@pytest.mark.parametrize("way", ["stop", "withdrawn", "cancelled", "moved"])
def test_what_changes_between_planning_and_claiming_counts(
    world: World, fair: Fair, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE

    def act() -> None:
        fairs, person = Fairs(world.engine), Identities(world.engine).find(VISITOR)
        assert person is not None
        if way == "stop":
            FairReminders(world.engine).stop(VISITOR, "chat", world.clock())
        elif way == "withdrawn":
            Consents(world.engine).withdraw(person.person, "page", world.clock())
        elif way == "cancelled":
            fairs.drop(fair.id)
        elif (now := fairs.find(fair.id)) is not None and now.begins == "13:30":
            fairs.change(fair.id, replace(now, begins="15:00"), "desk", world.clock())

    with just_before_the_claim(monkeypatch, act):
        make_pass(world)
    assert texts(world.engine) == []


def test_a_fair_that_moves_is_told_at_once_and_reminded_of_on_its_new_day(world: World, fair: Fair) -> None:
    make_pass(world)
    moved = replace(fair, held_on=date(2026, 12, 8), place="样例体育馆")
    Fairs(world.engine).change(fair.id, moved, "desk", world.clock())
    make_pass(world)
    [text] = texts(world.engine)
    assert text.startswith("您让我提醒的那一场改了，现在是：12月8日（周二）13:30开始，样例专场，中北镇，样例体育馆")
    world.clock.at = DAY_BEFORE
    make_pass(world)
    assert len(texts(world.engine)) == 1
    world.clock.at = DAY_BEFORE.replace(day=7)
    make_pass(world)
    assert [text.startswith("您让我提醒的：12月8日") for text in texts(world.engine)] == [False, True]
    assert sorted(states(world)) == [("change", "sent"), ("due", "sent"), ("due", "suppressed")]


def test_a_fair_that_is_cancelled_is_told_once_and_not_reminded_of(world: World, fair: Fair) -> None:
    make_pass(world)
    Fairs(world.engine).drop(fair.id)
    for _ in range(2):
        make_pass(world)
    world.clock.at = DAY_BEFORE
    make_pass(world)
    [text] = texts(world.engine)
    assert text.startswith("您让我提醒的12月5日（周六）“样例专场”取消了")


def test_a_colleague_may_pause_it_and_nobody_else_is_told_more_often_because_of_it(world: World, fair: Fair) -> None:
    make_pass(world)
    run = run_of_reminders(world.engine)
    assert run is not None
    decisions.pause(world.engine, run, "甲", world.clock(), "看一看")
    world.clock.at = DAY_BEFORE
    make_pass(world)
    assert texts(world.engine) == []
    decisions.resume(world.engine, get(world.engine, run.id), "甲", world.clock())
    assert get(world.engine, run.id).state is RunState.RUNNING
    make_pass(world)
    assert len(texts(world.engine)) == 1


def test_on_wechat_it_goes_by_the_template_that_was_allowed_else_within_two_days(world: World) -> None:
    Fairs(world.engine).keep([FAIR], "list", NOON)
    [fair] = Fairs(world.engine).between(HELD, HELD)
    identities = Identities(world.engine)
    for name in ("allowed", "silent"):
        identities.meet("wechat", APP, name, NOON, f"wechat:{name}")
        assert FairReminders(world.engine).ask(f"wechat:{name}", fair, NOON) is not None
    world.template_ids["fair_reminder"] = "template-of-fairs"
    allow(world.engine, "wechat:allowed", "template-of-fairs")
    world.clock.at = DAY_BEFORE
    make_pass(world)
    [letter] = world.platform.letters
    assert isinstance(letter, Letter) and letter.address == "allowed" and letter.template == "template-of-fairs"
    assert letter.fields == {"thing1": "样例专场", "thing2": "12月5日 13:30", "thing3": "中北镇样例广场"}
    assert sorted(row.state for row in world.rows()) == [NoticeState.PLANNED.value, NoticeState.SENT.value]


def allow(engine: Engine, conversation: str, template: str) -> None:
    person = Identities(engine).find(conversation)
    assert person is not None
    grant = {"person": person.person, "template": template, "kind": "one_off", "remaining": 1, "updated_at": NOON}
    with engine.begin() as connection:
        connection.execute(insert(template_grants).values(**grant))


def test_who_was_reminded_is_still_told_what_a_campaign_says(world: World, fair: Fair) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE
    make_pass(world)
    [row] = world.rows()
    with world.engine.connect() as connection:
        found = select(people.c.id).where(
            people.c.id == row.person, claiming.told_lately(people.c.id, DAY_BEFORE - timedelta(days=7))
        )
        assert connection.execute(found).all() == []


def test_two_processes_at_once_tell_it_once(world: World, fair: Fair) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE

    async def both() -> None:
        await asyncio.gather(*(Outbox(world.outreach, deliver_here(world.outreach)).make_pass() for _ in range(2)))

    asyncio.run(both())
    assert (len(texts(world.engine)), states(world)) == (1, [("due", "sent")])


def test_a_sender_that_dies_after_the_start_tells_nobody_twice(world: World, fair: Fair) -> None:
    make_pass(world)
    world.clock.at = DAY_BEFORE
    outreach = world.outreach

    async def die(letter: Letter) -> Any:
        raise KeyboardInterrupt

    dying = replace(outreach, messengers={way: _Dying(die) for way in outreach.messengers})
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(Outbox(dying, deliver_here(dying)).make_pass())
    world.clock.advance(minutes=10)
    for _ in range(2):
        make_pass(world)
    # It may have left: nobody knows, so it is not told again.
    assert (texts(world.engine), states(world)) == ([], [("due", "unknown")])


class _Dying:
    """A way to send at which the process ends."""

    def __init__(self, send: Any) -> None:
        self.send = send
