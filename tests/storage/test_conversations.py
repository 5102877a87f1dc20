"""Conversations are kept in one row each, replaced by every turn, and deleted when asked or old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.storage import Conversations

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)


def test_the_latest_state_replaces_the_one_before(engine: Engine) -> None:
    conversations = Conversations(engine)
    assert conversations.load("web:a") is None
    conversations.keep("web:a", "first", AT)
    conversations.keep("web:a", "第二次", AT)
    assert conversations.load("web:a") == "第二次"
    assert conversations.ids() == ["web:a"]


def test_conversations_do_not_mix(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.keep("web:a", "a", AT)
    conversations.keep("web:b", "b", AT)
    assert (conversations.load("web:a"), conversations.load("web:b")) == ("a", "b")


def test_a_conversation_can_be_forgotten(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.keep("web:a", "a", AT)
    assert conversations.forget("web:a")
    assert not conversations.forget("web:a")
    assert conversations.load("web:a") is None


def test_conversations_that_fell_silent_are_forgotten(engine: Engine) -> None:
    conversations = Conversations(engine)
    conversations.keep("web:old", "a", AT)
    conversations.keep("web:new", "b", AT + timedelta(days=1))
    assert conversations.forget_before(AT + timedelta(hours=1)) == 1
    assert conversations.ids() == ["web:new"]
