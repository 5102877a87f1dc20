"""A colleague sees their open talks, what is unread in each, and whether the person's page is open."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.conversation import IncomingMessage
from bot.referrals import Inbox, TakeoverListener, Takeovers, TalkLines, note_open_page, open_talks
from bot.referrals.talks.presence import OPEN_FOR
from bot.staff import Colleague, Role
from tests.referrals.conftest import AT, call

LI = Colleague("lihong", "李红", Role.MATCHMAKER, "甲站")


def test_the_talks_of_a_colleague_with_what_is_unread_in_each(office: Engine) -> None:
    takeovers, listener = Takeovers(office), TakeoverListener(office)
    for number, conversation in enumerate(("web:a", "wx:b", "web:c")):
        began = AT + timedelta(seconds=number)
        takeovers.begin(conversation, call(office, conversation).id, "lihong", began)
    takeovers.begin("web:d", call(office, "web:d").id, "wangfang", AT)
    for text in ("在吗", "还在吗"):
        listener.hear(IncomingMessage("wx:b", text), AT)
    talks = open_talks(office, "lihong", AT)
    assert [(talk.conversation, talk.unread, talk.said) for talk in talks] == [
        ("web:a", 0, ""),
        ("wx:b", 2, "还在吗"),
        ("web:c", 0, ""),
    ]
    taken = takeovers.current("wx:b", AT)
    assert taken is not None
    Inbox(office).mark_read(taken.id, TalkLines(office).of("wx:b")[-1].id)
    takeovers.end(taken, "lihong", AT)
    assert [talk.unread for talk in open_talks(office, "lihong", AT)] == [0, 0]
    assert open_talks(office, "lihong", AT + timedelta(hours=3)) == []


def test_a_page_is_open_while_it_asks_and_wechat_tells_nothing(office: Engine) -> None:
    takeovers = Takeovers(office)
    for conversation in ("web:a", "wx:b"):
        takeovers.begin(conversation, call(office, conversation).id, "lihong", AT)
        note_open_page(office, conversation, AT)
    before = Inbox(office).news(LI, AT).mark
    assert [(talk.presence.is_known, talk.presence.is_open) for talk in open_talks(office, "lihong", AT)] == [
        (True, True),
        (False, False),
    ]
    later = AT + OPEN_FOR
    (talk, _) = open_talks(office, "lihong", later)
    assert (talk.presence.is_open, talk.presence.seen_at) == (False, AT)
    # An open page of the colleague hears of it.
    assert Inbox(office).news(LI, later).mark != before
