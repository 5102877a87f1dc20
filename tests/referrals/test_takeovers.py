"""While a colleague speaks the bot is silent; one speaks at a time; each line goes once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.conversation.message import HandlerResult, IncomingMessage
from bot.errors import SituationError
from bot.referrals.takeovers import IDLE_AFTER, TakeoverListener, Takeovers
from bot.referrals.talk_lines import LineState, Speaker, TalkLines
from tests.referrals.conftest import AT, call

WEB = "web:a"


def test_the_bot_is_silent_until_the_talk_is_given_back(office: Engine) -> None:
    takeovers, listener = Takeovers(office), TakeoverListener(office)
    assert listener.hear(IncomingMessage(WEB, "在吗"), AT) is None
    taken = takeovers.begin(WEB, call(office).id, "lihong", AT)
    assert listener.hear(IncomingMessage(WEB, "在吗"), AT) == HandlerResult()
    assert takeovers.say(taken, "在的", "k1", AT)
    takeovers.end(taken, "lihong", AT)
    assert listener.hear(IncomingMessage(WEB, "在吗"), AT) is None
    said = [(line.speaker, line.name, line.text[:3]) for line in TalkLines(office).of(WEB)]
    assert said == [
        (Speaker.SYSTEM, "", "李老师"),
        (Speaker.CITIZEN, "", "在吗"),
        (Speaker.STAFF, "李老师", "在的"),
        (Speaker.SYSTEM, "", "李老师"),
    ]


def test_only_one_speaks_at_a_time(office: Engine) -> None:
    takeovers, referral = Takeovers(office), call(office).id
    takeovers.begin(WEB, referral, "lihong", AT)
    takeovers.begin(WEB, referral, "lihong", AT)
    with pytest.raises(SituationError, match="李老师"):
        takeovers.begin(WEB, referral, "wangfang", AT)
    assert [line.speaker for line in TalkLines(office).of(WEB)] == [Speaker.SYSTEM]


def test_of_many_who_begin_at_once_one_speaks(office: Engine) -> None:
    referral = call(office).id

    def begin(userid: str) -> bool:
        try:
            Takeovers(office).begin(WEB, referral, userid, AT)
        except SituationError:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(begin, ["lihong", "wangfang", "boss"])) == 1


def test_two_hours_of_silence_give_it_back(office: Engine) -> None:
    takeovers = Takeovers(office)
    taken = takeovers.begin(WEB, call(office).id, "lihong", AT)
    TakeoverListener(office).hear(IncomingMessage(WEB, "等等"), AT + timedelta(hours=1))
    later = AT + IDLE_AFTER + timedelta(minutes=1)
    assert takeovers.current(WEB, later) is not None
    much_later = AT + timedelta(hours=1) + IDLE_AFTER
    assert TakeoverListener(office).hear(IncomingMessage(WEB, "人呢"), much_later) is None
    assert takeovers.end_idle(much_later) == 1
    assert takeovers.end_idle(much_later) == 0
    with pytest.raises(SituationError):
        takeovers.say(taken, "我回来了", "k", much_later)
    takeovers.begin(WEB, call(office).id, "wangfang", much_later)


def test_a_form_sent_twice_says_it_once(office: Engine) -> None:
    takeovers = Takeovers(office)
    taken = takeovers.begin(WEB, call(office).id, "lihong", AT)
    assert [takeovers.say(taken, "您好", "k1", AT) for _ in range(3)] == [True, False, False]
    assert takeovers.say(taken, "您好", "k2", AT)


@pytest.mark.parametrize("text", ["", "  ", "长" * 601])
def test_there_must_be_something_to_say_and_not_too_much(office: Engine, text: str) -> None:
    takeovers = Takeovers(office)
    taken = takeovers.begin(WEB, call(office).id, "lihong", AT)
    with pytest.raises(SituationError):
        takeovers.say(taken, text, "k", AT)


def test_the_page_gets_each_line_once(office: Engine) -> None:
    takeovers, lines = Takeovers(office), TalkLines(office)
    taken = takeovers.begin(WEB, call(office).id, "lihong", AT)
    takeovers.say(taken, "您好", "k1", AT)
    with ThreadPoolExecutor(4) as pool:
        taken_lines = [
            line.id for found in pool.map(lambda _: lines.take_for_page(WEB, AT), range(4)) for line in found
        ]
    assert len(taken_lines) == len(set(taken_lines)) == 2
    assert lines.take_for_page(WEB, AT) == []


def test_lines_leave_one_after_the_other_and_doubt_is_never_sent_again(office: Engine) -> None:
    takeovers, lines = Takeovers(office), TalkLines(office)
    taken = takeovers.begin("wx:b", call(office, "wx:b").id, "lihong", AT)
    takeovers.say(taken, "您好", "k1", AT)
    assert lines.conversations_waiting("wx:", AT) == ["wx:b"]
    first = lines.claim("wx:b", AT)
    assert first is not None and lines.claim("wx:b", AT) is None
    lines.tidy(AT + timedelta(minutes=3))
    states = [line.state for line in lines.of("wx:b")]
    assert states == [LineState.UNKNOWN, LineState.WAITING]
    second = lines.claim("wx:b", AT)
    assert second is not None and second.text == "您好"
    lines.settle(second, LineState.SENT)
    assert lines.claim("wx:b", AT) is None


def test_what_waits_too_long_is_given_up_and_old_words_are_forgotten(office: Engine) -> None:
    takeovers, lines = Takeovers(office), TalkLines(office)
    takeovers.begin("wx:b", call(office, "wx:b").id, "lihong", AT)
    lines.tidy(AT + timedelta(hours=49))
    assert [(line.state, line.reason) for line in lines.of("wx:b")] == [(LineState.FAILED, "expired")]
    lines.tidy(AT + timedelta(days=31))
    assert lines.of("wx:b") == []
