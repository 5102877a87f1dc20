"""Who is forgotten: no consent in force, nothing changed, nobody spoke."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.people import KEPT_FACTS, Consents, Identities, retention
from bot.people.retention import count_untouched, forget_untouched
from bot.storage import Conversations
from tests.people.conftest import NOW, SECRET, Desk, person, stored

LONG_AGO = NOW - timedelta(days=800)
BEFORE = NOW - timedelta(days=730)


@pytest.fixture
def people(engine: Engine, desk: Desk) -> Engine:
    """Give people of long ago of whom k1 agrees, k2 withdrew, k3 spoke lately, k4 did nothing, and a new k5."""
    old = [person(number, 微信="是" if number < 3 else "") for number in range(1, 5)]
    desk.put(engine, old, at=LONG_AGO)
    desk.put(engine, [person(5, 微信="")])
    Consents(engine).withdraw(stored(engine)["k2"].id, "chat", LONG_AGO)
    (spoke,) = Identities(engine, SECRET).of_person(stored(engine)["k3"].id)
    Conversations(engine).keep(spoke.conversation, "{}", NOW)
    return engine


def test_only_those_who_want_nothing_are_forgotten(people: Engine) -> None:
    assert count_untouched(people, BEFORE) == 2
    assert set(stored(people)) == {"k1", "k2", "k3", "k4", "k5"}
    assert forget_untouched(people, BEFORE, NOW) == 2
    assert set(stored(people)) == {"k1", "k3", "k5"}
    assert forget_untouched(people, BEFORE, NOW) == 0


def test_the_consent_to_keep_facts_alone_keeps_nobody(people: Engine) -> None:
    Consents(people).give(stored(people)["k4"].id, KEPT_FACTS, "wechat", "chat", LONG_AGO)
    assert forget_untouched(people, BEFORE, NOW) == 2


def test_forgetting_goes_by_batches_and_tells_how_far(people: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    told: list[int] = []
    assert forget_untouched(people, BEFORE, NOW, told.append) == 2
    assert told == [1, 2]
