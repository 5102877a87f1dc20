"""What is new for a colleague: calls of their own to see that nobody has contacted, and lines that they have not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation.message import IncomingMessage
from bot.kb import Calendar
from bot.referrals import Acting, Inbox, StationAreas, TakeoverListener, Takeovers, TalkLines
from bot.referrals.open import PersonCall, open_call
from bot.staff import Colleague, Role, Staff

LI, ZHAO = (Colleague(each, each, Role.MATCHMAKER, f"{each}站") for each in ("li", "zhao"))
CONVERSATION = "web:one"


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    for colleague in (LI, ZHAO):
        Staff(engine).add(colleague, now() - timedelta(days=2))
    StationAreas(engine).serve("li站", "甲镇")
    return Inbox(engine)


def test_a_call_is_new_for_those_who_may_see_it_until_somebody_contacts(engine: Engine, inbox: Inbox) -> None:
    opened = open_call(engine, PersonCall(CONVERSATION, "甲镇"), now(), Calendar())
    assert (inbox.news(LI, now()).calls, inbox.news(ZHAO, now()).calls) == (1, 0)
    before = inbox.news(ZHAO, now()).mark
    Acting(engine).contact(opened.id, "li", now())
    assert inbox.news(LI, now()).calls == 0 and inbox.news(ZHAO, now()).mark != before


def test_lines_are_unread_for_who_speaks_until_a_page_has_shown_them(engine: Engine, inbox: Inbox) -> None:
    opened = open_call(engine, PersonCall(CONVERSATION, "甲镇"), now(), Calendar())
    takeover = Takeovers(engine).begin(CONVERSATION, opened.id, "li", now())
    for text in ("在吗", "还在吗"):
        assert TakeoverListener(engine).hear(IncomingMessage(CONVERSATION, text), now()) is not None
    assert (inbox.news(LI, now()).unread, inbox.news(ZHAO, now()).unread) == (2, 0)
    assert inbox.unread_by_referral(LI) == {opened.id: 2}
    lines = TalkLines(engine).of(CONVERSATION)
    inbox.mark_read(takeover.id, lines[-2].id)
    assert inbox.news(LI, now()).unread == 1
    inbox.mark_read(takeover.id, lines[-1].id)
    # A page that comes late with an earlier line takes nothing back.
    inbox.mark_read(takeover.id, lines[-2].id)
    assert inbox.news(LI, now()).unread == 0 and inbox.unread_by_referral(LI) == {}
