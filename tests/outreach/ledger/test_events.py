"""Delivered, refused late, read, asked, answered: in any order, each once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.messaging.api.messenger import Receipt
from bot.outreach.ledger.claim import claim
from bot.outreach.ledger.events import (
    DIGITS,
    FollowUpAnswer,
    answer,
    forget_events,
    latest_notice,
    mark_asked,
    mark_read,
    report_delivery,
    settle_early_events,
)
from bot.outreach.ledger.outcomes import sent
from bot.outreach.ledger.record import record
from bot.outreach.ledger.start import start
from bot.outreach.runs.states import NoticeKind
from bot.storage.tables import delivery_events
from tests.outreach.world import NOON, World, add_person

LATER = NOON + timedelta(minutes=1)


def told(world: World) -> int:
    """Tell one person; return the number of the notice."""
    hand_over(world)()
    return int(world.rows()[0].id)


def hand_over(world: World) -> Callable[[], None]:
    """Let one letter leave; return what records that it was taken as message m1."""
    add_person(world.engine, "p")
    run = world.planned()
    terms = world.terms(run)
    batch = claim(world.engine, terms, NOON, 10)
    assert batch is not None
    [started] = start(world.engine, terms, batch.holder, batch.ids, NOON)
    return lambda: record(world.engine, batch.holder, [sent(started, Receipt("m1"))], NOON)


def waiting_events(world: World) -> int:
    with world.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(delivery_events)).scalar_one())


def test_an_event_after_the_sending_was_recorded_moves_the_notice(world: World) -> None:
    told(world)
    assert report_delivery(world.engine, "m1", LATER)
    [row] = world.rows()
    assert (row.state, row.delivered_at) == ("delivered", LATER)


def test_an_event_before_the_sending_was_recorded_is_kept_and_applied(world: World) -> None:
    recorded = hand_over(world)
    assert not report_delivery(world.engine, "m1", LATER)
    assert waiting_events(world) == 1
    recorded()
    [row] = world.rows()
    assert (row.state, row.delivered_at, row.sent_at, waiting_events(world)) == ("delivered", LATER, NOON, 0)


def test_events_that_crossed_with_the_recording_are_settled_by_the_next_pass(world: World) -> None:
    told(world)
    with world.engine.begin() as connection:
        row = {"message_id": "m1", "state": "delivered", "at": LATER}
        connection.execute(delivery_events.insert().values(**row))
    settle_early_events(world.engine)
    assert (world.rows()[0].state, waiting_events(world)) == ("delivered", 0)


def test_a_late_refusal_says_why(world: World) -> None:
    told(world)
    assert report_delivery(world.engine, "m1", LATER, "failed:user block")
    assert [(row.state, row.reason) for row in world.rows()] == [("failed", "failed:user block")]


def test_what_was_read_does_not_become_merely_delivered(world: World) -> None:
    notice = told(world)
    assert mark_read(world.engine, notice, LATER)
    assert not mark_read(world.engine, notice, LATER + timedelta(minutes=1))
    report_delivery(world.engine, "m1", LATER)
    [row] = world.rows()
    assert (row.state, row.read_at) == ("read", LATER)


def test_asking_about_a_notice_is_reading_it(world: World) -> None:
    notice = told(world)
    assert mark_asked(world.engine, notice, LATER)
    assert not mark_asked(world.engine, notice, LATER + timedelta(minutes=1))
    [row] = world.rows()
    assert (row.state, row.asked_at, row.read_at) == ("read", LATER, LATER)


@pytest.mark.parametrize("digit", list(DIGITS))
def test_an_answer_counts_and_the_last_word_is_the_answer(world: World, digit: str) -> None:
    notice = told(world)
    assert answer(world.engine, notice, FollowUpAnswer.NOT_YET, LATER)
    assert answer(world.engine, notice, DIGITS[digit], LATER)
    assert world.rows()[0].answer == DIGITS[digit].value
    assert not answer(world.engine, notice + 999, FollowUpAnswer.APPLIED, LATER)


def test_the_latest_notice_of_a_conversation_is_found_while_it_is_fresh(world: World) -> None:
    notice = told(world)
    assert latest_notice(world.engine, "wechat:p", NOON - timedelta(days=1)) == notice
    assert latest_notice(world.engine, "wechat:p", NOON - timedelta(days=1), NoticeKind.FOLLOW_UP) is None
    assert latest_notice(world.engine, "wechat:p", LATER) is None
    assert latest_notice(world.engine, "wechat:other", NOON - timedelta(days=1)) is None


def test_events_of_other_messages_are_forgotten_after_a_while(world: World) -> None:
    report_delivery(world.engine, "not-ours", NOON)
    assert forget_events(world.engine, NOON) == 0
    assert forget_events(world.engine, LATER) == 1


def test_an_event_and_the_recording_at_the_same_moment_leave_nothing_behind(world: World) -> None:
    recorded = hand_over(world)
    begin = threading.Barrier(2)

    def report() -> None:
        begin.wait()
        report_delivery(world.engine, "m1", LATER)

    thread = threading.Thread(target=report)
    thread.start()
    begin.wait()
    recorded()
    thread.join()
    settle_early_events(world.engine)
    assert (world.rows()[0].state, waiting_events(world)) == ("delivered", 0)
