"""Switched off, the assistant says one polite sentence to everyone, hears who wants no more, and asks the dialogue nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.conversation.message import IncomingMessage
from bot.conversation.stop_words import STOP
from bot.conversation.wishes import Wish
from bot.front.turns.chat_switch import ChatSwitch
from bot.kb import KnowledgeBase, load
from bot.referrals import Takeovers, TalkLines
from bot.settings import Settings
from bot.staff import Colleague, Role, Staff
from bot.staff.switches import RememberedSwitches, Switch, Switches
from bot.storage import open_database
from bot.storage.tables import channel_identities, consents, people, referrals
from tests.front.conversing import open_session, say
from tests.front.fake_dialogue import FakeDialogue

REASON = "内部：贷款额度答错了"
kb = lru_cache(maxsize=1)(lambda: load(Settings().kb_dir))


@pytest.fixture
def database(settings: Settings) -> Iterator[Engine]:
    """Give the database of the application."""
    engine = open_database(settings.database_url)
    yield engine
    engine.dispose()


def listener(engine: Engine) -> ChatSwitch:
    def known() -> KnowledgeBase:
        return kb()

    return ChatSwitch(engine, known, lambda: date(2026, 11, 25), RememberedSwitches(Switches(engine), 0.0))


def test_nobody_is_interrupted_while_it_is_on(engine: Engine) -> None:
    assert listener(engine).hear(IncomingMessage("web:one", "补贴多少"), now()) is None


def test_a_citizen_reads_a_polite_sentence_with_the_hotline_and_not_the_reason(
    client: TestClient, database: Engine, dialogue: FakeDialogue
) -> None:
    Switches(database).turn_off(Switch.CHAT, REASON, "lihong", now())
    session = open_session(client)
    [reply] = say(client, session, {"text": "社保补贴多少钱"})
    assert reply["outcome"] == "small_talk"
    assert kb().contacts["hotline"].say.split("(")[0] in reply["text"]
    assert "贷款" not in reply["text"]
    assert dialogue.turns == []


def test_it_says_so_on_readyz_without_the_reason_and_stays_ready(client: TestClient, database: Engine) -> None:
    at = now()
    Switches(database).turn_off(Switch.OUTREACH, REASON, "lihong", at)
    response = client.get("/readyz")
    assert response.status_code == 200
    [entry] = response.json()["switched_off"]
    assert entry["name"] == "outreach"
    assert "reason" not in entry
    assert REASON not in str(response.json())
    assert datetime.fromisoformat(entry["since"]) == at


def agree(engine: Engine, conversation: str) -> None:
    at = now()
    with engine.begin() as connection:
        connection.execute(insert(people).values(id="p", facts={}, provenance={}, created_at=at, updated_at=at))
        identity = {"conversation": conversation, "person": "p", "channel": "wechat", "app": "wx", "address": "a"}
        connection.execute(insert(channel_identities).values(**identity, is_reachable=True, created_at=at))
        given = {"person": "p", "topic": "startup_loan", "channel": "wechat", "origin": "test", "given_at": at}
        connection.execute(insert(consents).values(**given))


def is_stopped(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(select(consents.c.withdrawn_at)).scalar_one() is not None


@pytest.mark.parametrize(
    "spoken",
    [
        IncomingMessage("wx:1", "退订。"),
        IncomingMessage("wx:1", "TD"),
        IncomingMessage("wx:1", "", Wish("stop_notices")),
    ],
)
def test_who_wants_no_more_notices_is_heard(engine: Engine, spoken: IncomingMessage) -> None:
    agree(engine, "wx:1")
    Switches(engine).turn_off(Switch.CHAT, REASON, "lihong", now())
    heard = listener(engine).hear(spoken, now())
    assert heard is not None
    assert heard.said[0].outcome.value == "consent"
    assert is_stopped(engine)


@pytest.mark.parametrize("text", ["怎么申请补贴", "别的补贴有吗", "不想干了", "通知什么时候发", "退订单怎么办"])
def test_who_asks_something_else_keeps_what_was_agreed(engine: Engine, text: str) -> None:
    agree(engine, "wx:1")
    Switches(engine).turn_off(Switch.CHAT, REASON, "lihong", now())
    heard = listener(engine).hear(IncomingMessage("wx:1", text), now())
    assert heard is not None
    assert heard.said[0].outcome.value == "small_talk"
    assert not is_stopped(engine)


def test_most_of_the_plain_wishes_that_the_dialogue_knows_are_heard() -> None:
    [examples] = yaml.safe_load(Path("data/nlu/stop_notices.yml").read_text(encoding="utf-8"))["nlu"]
    lines = examples["examples"].splitlines()
    wishes = [line.removeprefix("- ") for line in lines]
    unheard = [wish for wish in wishes if not STOP.fullmatch(wish.lower())]
    assert len(unheard) <= len(wishes) // 2, unheard


@pytest.mark.parametrize("asking", ["人工", "转人工", "我要找真人", "找红娘", "请就业红娘联系我", "1"])
def test_who_wants_a_person_gets_one_while_nobody_else_answers(
    client: TestClient, database: Engine, dialogue: FakeDialogue, asking: str
) -> None:
    Switches(database).turn_off(Switch.CHAT, REASON, "lihong", now())
    session = open_session(client)
    [reply] = say(client, session, {"text": "社保补贴多少钱"})
    assert [choice["label"] for choice in reply["choices"]] == ["请就业红娘联系我"]
    said = say(client, session, {"text": asking})[0]
    for _ in range(3):
        if "已经登记" in said["text"]:
            break
        said = say(client, session, {"choice": said["choices"][0]["id"]})[0]
    assert "已经登记" in said["text"]
    assert "还没有联系您" in say(client, session, {"text": "到哪一步了"})[0]["text"]
    assert dialogue.turns == []


def test_what_is_said_to_a_colleague_reaches_them_while_the_assistant_is_off(
    client: TestClient, database: Engine
) -> None:
    session = open_session(client)
    say(client, session, {"text": "请就业红娘联系我"})
    say(client, session, {"text": "就在这里聊"})
    with database.connect() as connection:
        conversation = str(connection.execute(select(referrals.c.conversation)).scalar_one())
    Staff(database).add(Colleague("lihong", "李红", Role.MATCHMAKER, None), now())
    Takeovers(database).begin(conversation, 1, "lihong", now())
    Switches(database).turn_off(Switch.CHAT, REASON, "lihong", now())
    assert say(client, session, {"text": "我在等您"}) == []
    assert "我在等您" in [line.text for line in TalkLines(database).of(conversation)]
