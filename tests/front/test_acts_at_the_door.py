"""What is heard before any model is heard through the real door in every state, and the dialogue is not asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.people import Subscriptions
from bot.settings import Settings
from bot.staff import Switch, Switches
from bot.storage import open_database
from bot.storage.tables import consents, referrals
from tests.front.conversing import open_session, say
from tests.front.fake_dialogue import FakeDialogue


@pytest.fixture
def database(settings: Settings) -> Iterator[Engine]:
    """Give the database of the application."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(consents)).scalar_one())


@pytest.mark.parametrize("is_off", [False, True])
def test_a_stop_and_distress_are_heard_whether_or_not_the_assistant_is_on(
    client: TestClient, database: Engine, dialogue: FakeDialogue, *, is_off: bool
) -> None:
    if is_off:
        Switches(database).turn_off(Switch.CHAT, "内部：答错了", "lihong", now())
    session = open_session(client)
    [stopped] = say(client, session, {"text": "统统给我关喽"})
    [said] = say(client, session, {"text": "真不想活了"})
    assert (stopped["outcome"], said["outcome"]) == ("consent", "handoff")
    assert "12356" in said["text"]
    assert dialogue.turns == []
    with database.connect() as connection:
        assert connection.execute(select(referrals.c.kind)).scalars().all() == ["alarm"]


def test_a_start_is_stored_by_yes_typed_or_picked_and_by_nothing_else(
    client: TestClient, database: Engine, dialogue: FakeDialogue
) -> None:
    session = open_session(client)
    say(client, session, {"text": "订阅社保补贴"})
    assert count(database) == 0
    say(client, session, {"text": "不要"})
    assert count(database) == 0
    say(client, session, {"text": "订阅社保补贴"})
    [started] = say(client, session, {"text": "1"})
    assert (started["outcome"], count(database)) == ("consent", 1)
    [again] = say(client, session, {"text": "订阅创业贷款"})
    say(client, session, {"text": "要"})
    assert (again["outcome"], count(database)) == ("consent", 2)
    assert dialogue.turns == []


def test_a_stop_after_a_start_is_undone_only_by_yes(client: TestClient, database: Engine) -> None:
    session = open_session(client)
    say(client, session, {"text": "订阅社保补贴"})
    say(client, session, {"text": "1"})
    [stopped] = say(client, session, {"text": "不想收了，咋关"})
    assert "恢复提醒" in stopped["text"]
    with database.connect() as connection:
        assert connection.execute(select(consents.c.withdrawn_at)).scalar_one() is not None
    [asked] = say(client, session, {"text": "恢复提醒"})
    assert [choice["label"] for choice in asked["choices"]] == ["要", "不要"]
    assert count(database) == 1


def test_a_tale_of_fraud_gets_the_warning_and_no_clause(client: TestClient, dialogue: FakeDialogue) -> None:
    [warned] = say(client, open_session(client), {"text": "中介说交两千块钱包批创业贷款，能信吗"})
    assert "96110" in warned["text"]
    assert (warned["policy"], dialogue.turns) == (None, [])


def test_who_is_told_nothing_is_told_so(client: TestClient, database: Engine) -> None:
    [reply] = say(client, open_session(client), {"text": "我都订了哪些通知"})
    assert "没有订" in reply["text"]
    assert Subscriptions(database).of("web:nobody", now()).topics == ()
