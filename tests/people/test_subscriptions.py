"""Consents from inside a conversation: one kind ends for who agreed to all, a pause is part of the query, a start is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.people import ALL_TOPICS, KEPT_FACTS, Consents, Identities, Subscriptions, in_force
from bot.storage.tables import consents

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=SHANGHAI)
LATER = NOW + timedelta(days=30)
KNOWN = ("startup_loan", "recruitment", "graduates")


@pytest.fixture
def conversation(engine: Engine) -> str:
    """Give the conversation of someone on WeChat who agreed to nothing yet."""
    return Identities(engine, "a secret for tests").meet("wechat", "wx", "openid", NOW).conversation


def agree(engine: Engine, conversation: str, *topics: str) -> str:
    identity = Identities(engine).find(conversation)
    assert identity is not None
    for topic in topics:
        Consents(engine).give(identity.person, topic, "wechat", "page", NOW)
    return identity.person


def is_told(engine: Engine, topic: str, at: datetime) -> bool:
    with engine.connect() as connection:
        return connection.execute(select(consents.c.id).where(in_force(topic, "wechat", at))).first() is not None


def test_who_agreed_to_all_and_stops_one_kind_is_told_the_others(engine: Engine, conversation: str) -> None:
    agree(engine, conversation, ALL_TOPICS)
    assert Subscriptions(engine).stop_topics(conversation, ["recruitment"], KNOWN, NOW) == 1
    assert [is_told(engine, topic, NOW) for topic in KNOWN] == [True, False, True]


def test_stopping_one_of_several_leaves_the_others(engine: Engine, conversation: str) -> None:
    agree(engine, conversation, "startup_loan", "recruitment")
    assert Subscriptions(engine).stop_topics(conversation, ["recruitment"], KNOWN, NOW) == 1
    assert Subscriptions(engine).of(conversation, NOW).topics == ("startup_loan",)


def test_nothing_is_sent_during_a_pause_and_again_after_it(engine: Engine, conversation: str) -> None:
    agree(engine, conversation, "startup_loan")
    assert Subscriptions(engine).pause(conversation, LATER, NOW) == 1
    assert (is_told(engine, "startup_loan", NOW), is_told(engine, "startup_loan", LATER)) == (False, True)
    assert Subscriptions(engine).of(conversation, NOW).paused_until == LATER


def test_a_start_ends_a_pause_and_is_recorded_with_its_basis(engine: Engine, conversation: str) -> None:
    person = agree(engine, conversation, "startup_loan")
    subscriptions = Subscriptions(engine)
    subscriptions.pause(conversation, LATER, NOW)
    assert subscriptions.start(conversation, ["recruitment"], NOW)
    assert is_told(engine, "startup_loan", NOW)
    [given] = [each for each in Consents(engine).history(person) if each.topic == "recruitment"]
    assert (given.origin, given.basis) == ("chat", "本人在对话里回答“要”，同意接收提醒")


def test_a_visitor_of_the_page_becomes_a_person_only_by_a_start(engine: Engine) -> None:
    subscriptions = Subscriptions(engine)
    assert subscriptions.stop("web:visitor", NOW) == subscriptions.pause("web:visitor", LATER, NOW) == 0
    assert Identities(engine).find("web:visitor") is None
    assert subscriptions.start("web:visitor", ["startup_loan"], NOW)
    assert subscriptions.of("web:visitor", NOW).topics == ("startup_loan",)


def test_colleagues_in_wecom_subscribe_nobody(engine: Engine) -> None:
    assert not Subscriptions(engine).start("wecom:colleague", ["startup_loan"], NOW)


def test_what_ended_last_is_remembered_without_the_keeping_of_facts(engine: Engine, conversation: str) -> None:
    agree(engine, conversation, "startup_loan", KEPT_FACTS)
    Subscriptions(engine).stop(conversation, LATER)
    held = Subscriptions(engine).of(conversation, LATER)
    assert (held.topics, held.stopped, held.stopped_at) == ((), ("startup_loan",), LATER)
