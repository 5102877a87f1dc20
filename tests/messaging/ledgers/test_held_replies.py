"""What waits is taken once, in order, by the person's next message, by its time, or by its age."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.messaging.ledgers.held_replies import HeldReplies, HeldReply
from bot.messaging.ledgers.received import ReceivedKey

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)


def reply(text: str, who: str = "wx:a") -> HeldReply:
    return HeldReply(who, ReceivedKey("wxapp", f"m:{text}"), text)


@pytest.fixture
def held(engine: Engine) -> HeldReplies:
    return HeldReplies(engine)


def test_q4_the_next_message_takes_all_of_ones_own_in_order(held: HeldReplies) -> None:
    for each in (reply("1"), reply("2"), reply("x", "wx:b"), reply("3")):
        held.hold(each, "used_up", AT)
    assert held.take("wx:a") == [reply("1"), reply("2"), reply("3")]
    assert held.take("wx:a") == []
    assert held.take("wx:b") == [reply("x", "wx:b")]


def test_q1_what_only_the_person_can_release_is_never_due(held: HeldReplies) -> None:
    held.hold(reply("1"), "used_up", AT)
    assert held.take_due(AT + timedelta(days=1)) == []
    assert held.take("wx:a") == [reply("1")]


def test_a4_what_has_a_time_is_due_then(held: HeldReplies) -> None:
    held.hold(reply("later"), "next_minute", AT, AT + 2 * MINUTE)
    held.hold(reply("soon"), "next_minute", AT, AT + MINUTE)
    assert held.take_due(AT) == []
    assert held.take_due(AT + MINUTE) == [reply("soon")]
    assert held.take_due(AT + 5 * MINUTE) == [reply("later")]


def test_what_is_too_old_is_taken_to_be_given_up(held: HeldReplies) -> None:
    held.hold(reply("old"), "used_up", AT - MINUTE)
    held.hold(reply("new"), "used_up", AT)
    assert held.take_expired(AT) == [reply("old")]
    assert held.take("wx:a") == [reply("new")]


def test_two_processes_do_not_take_the_same(held: HeldReplies, engine: Engine) -> None:
    for number in range(30):
        held.hold(reply(str(number)), "used_up", AT)
    with ThreadPoolExecutor(6) as threads:
        taken = [each for part in threads.map(lambda _: HeldReplies(engine).take("wx:a"), range(6)) for each in part]
    assert sorted(int(each.text) for each in taken) == list(range(30))


def test_a_long_text_with_everything_in_it_is_kept_whole(held: HeldReplies) -> None:
    text = "😀a]]>b&<c>'\"\n" * 300
    held.hold(reply(text).__class__("wx:a", ReceivedKey("wxapp", "m:1"), text), "used_up", AT)
    assert held.take("wx:a")[0].text == text
