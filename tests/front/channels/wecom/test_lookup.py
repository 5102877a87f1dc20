"""Answers that are long, late, or were lost with their process: all of them arrive, once, in messages that the platform takes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.front.channels.wecom.lookup import LookedUp, StaffLookup
from bot.messaging.ledgers.received import ReceivedKey, record
from bot.people import conversation_for
from bot.settings import Settings
from bot.storage.tables import staff_letters
from bot.wording.office import wecom as say
from simulator.platform.config import DEFAULT
from tests.front.channels.wecom.desk import Desk
from tests.front.channels.wecom.moving_clock import MovingClock

pytestmark = pytest.mark.anyio

LONG = LookedUp(("甲" * 600, "乙" * 600, "丙" * 600, "丁" * 600), "很长的", "long/amount/长")


@pytest.fixture
def long_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every answer longer than three messages."""
    monkeypatch.setattr(StaffLookup, "look_up", lambda *_arguments: LONG)


@pytest.mark.usefixtures("long_answers")
async def test_a_long_answer_is_three_messages_that_are_taken_whole_and_then_the_card(desk: Desk) -> None:
    assert await desk.ask("查 长") == "甲" * 600
    await desk.wait_for("template_card")
    first, second, third, card = await desk.said()
    assert (first["way"], card["kind"]) == ("passive", "template_card")
    assert second["text"].startswith("（第2条，共3条，")
    assert second["text"].endswith("乙" * 600)
    assert third["text"].endswith(say.CUT)
    assert len(third["text"].encode()) <= 2048


@pytest.mark.usefixtures("long_answers")
async def test_the_same_question_twice_is_answered_whole_twice(desk: Desk, clock: MovingClock) -> None:
    await desk.ask("查 长")
    await desk.wait_for("template_card", 1)
    clock.move(1)
    await desk.ask("查 长")
    await desk.wait_for("template_card", 2)
    texts = [message["text"] for message in await desk.said() if message["kind"] == "text"]
    assert [text[-1] for text in texts] == ["甲", "乙", say.CUT[-1]] * 2


@pytest.mark.parametrize("answer_seconds", [0.1])
async def test_an_answer_that_is_not_ready_in_time_is_sent_later_and_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()

    def slow(*_arguments: object) -> LookedUp:
        let_go.wait(10)
        return LookedUp(("迟来的答案",), "迟", "late/amount/迟")

    monkeypatch.setattr(StaffLookup, "look_up", slow)
    (delivery,) = await desk.write("查 迟")
    assert delivery["body_kind"] == "success"
    assert await desk.said() == []
    let_go.set()
    await desk.wait_for("template_card")
    texts = [message["text"] for message in await desk.said() if message["kind"] == "text"]
    assert len(texts) == 1
    assert texts[0].endswith("迟来的答案")


async def test_what_a_dead_process_did_not_answer_is_excused_once(
    desk: Desk, engine: Engine, settings: Settings, clock: MovingClock
) -> None:
    corp = DEFAULT.wecom.corp_id
    conversation = conversation_for(settings.secret or "", "wecom", corp, "zhangsan")
    with engine.begin() as connection:
        record(connection, ReceivedKey(corp, "m:1"), conversation, "text", clock() - timedelta(minutes=5))
    (sorry,) = await desk.wait_for("text")
    assert sorry["text"] == say.STAFF_PROCESS_DIED


async def test_letters_that_wait_at_the_end_of_a_process_are_still_there(engine: Engine, desk: Desk) -> None:
    await desk.switchboard.platform.post("/control/faults", json={"errcode": 45009, "times": 1})
    await desk.ask("查 个人创业担保贷款 额度")
    for _ in range(400):
        with engine.connect() as connection:
            rows = connection.execute(select(staff_letters.c.state, staff_letters.c.reason)).all()
        if rows and rows[0].reason:
            break
        await asyncio.sleep(0.02)
    assert [tuple(row) for row in rows] == [("waiting", "next_minute")]
