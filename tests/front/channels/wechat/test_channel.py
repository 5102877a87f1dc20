"""Pushes while the platform refuses, is busy or breaks off: one right reaction each, nothing said twice. Cases A1 to A7."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.front.channels.wechat.channel import WechatChannel
from bot.messaging.api.calls import TRIES
from bot.wording.office import wechat as say
from tests.front.channels.wechat.outcomes import (
    SEND,
    TOKEN,
    MovableClock,
    calls,
    held,
    identity_row,
    let_pass,
    pushed,
    settled,
)
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("settings", ["memory"], indirect=True),
    pytest.mark.parametrize("answer_seconds", [0.1]),
]

ANSWER = "您说：问题"
# errcode → (state, reason, calls of the platform, why we think the person unreachable)
FINAL = {
    40164: ("held", "stop", 1, None),
    61004: ("held", "stop", 1, None),
    40013: ("held", "stop", 1, None),
    40125: ("held", "stop", 1, None),
    40243: ("held", "stop", 1, None),
    48001: ("held", "stop", 1, None),
    48004: ("held", "stop", 1, None),
    50002: ("held", "stop", 1, None),
    40003: ("failed", "bad_address", 1, "bad_address"),
    43004: ("failed", "unfollowed", 1, "unfollowed"),
    43019: ("failed", "blocked", 1, "blocked"),
    43101: ("held", "no_consent", 1, None),
    45008: ("held", "as_text", 1, None),
    45009: ("held", "next_day", 1, None),
    45011: ("held", "next_minute", 1, None),
    45015: ("held", "outside_window", 1, None),
    45047: ("held", "used_up", 1, None),
    40033: ("held", "our_mistake", 1, None),
    47003: ("held", "our_mistake", 1, None),
    -1: ("held", "retry", TRIES, None),
    99999: ("held", "our_mistake", 1, None),
}


async def answered_late(phone: Phone, dialogue: FakeDialogue, engine: Engine, **fault: Any) -> Any:
    """Let a person ask something whose answer comes too late while the platform has a fault; return what became of it."""
    if fault:
        await phone.switchboard.control("faults", {"times": 99, "path": SEND, **fault})
    dialogue.gate = asyncio.Event()
    (delivery,) = await phone.write("问题")
    assert delivery["body_kind"] == "success"
    dialogue.gate.set()
    outcomes = await settled(engine)
    dialogue.gate = None
    ((_, state, reason),) = [outcome for outcome in outcomes if outcome[0] == "text"]
    return state, reason


@pytest.mark.parametrize("fault", [{"errcode": 40001}, {"errcode": 42001}, {"errcode": 40014}, {"expire_token": True}])
async def test_a1_a_refused_token_is_renewed_and_the_answer_arrives_once(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard, fault: dict[str, Any]
) -> None:
    assert await answered_late(phone, dialogue, engine, **fault, times=1) == ("answered", "pushed")
    assert len(await calls(switchboard)) == 2
    assert await pushed(phone) == [ANSWER]


async def test_a2_a_token_that_is_always_refused_costs_two_sends_and_one_renewal(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard
) -> None:
    assert await answered_late(phone, dialogue, engine, errcode=40001) == ("held", "refresh_token")
    assert len(await calls(switchboard)) == 2
    assert len(await calls(switchboard, TOKEN)) <= 2


async def test_a3_fifty_answers_at_once_fetch_one_token(
    switchboard: Switchboard, dialogue: FakeDialogue, engine: Engine
) -> None:
    phones = [await switchboard.new_phone() for _ in range(50)]
    for phone in phones:
        await phone.act("follow")
    dialogue.gate = asyncio.Event()
    await asyncio.gather(*(phone.write("问题") for phone in phones))
    dialogue.gate.set()
    assert (await settled(engine))["text", "answered", "pushed"] == 50
    assert [await pushed(phone) for phone in phones] == [[ANSWER]] * 50
    assert len(await calls(switchboard, TOKEN)) == 1


@pytest.mark.parametrize("code", FINAL)
async def test_a4_each_refusal_has_its_one_reaction(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard, code: int
) -> None:
    state, reason, tries, unreachable = FINAL[code]
    assert await answered_late(phone, dialogue, engine, errcode=code) == (state, reason)
    assert len(await calls(switchboard)) == tries
    assert await pushed(phone) == []
    assert [kept for kept, _ in held(engine)] == ([reason] if state == "held" else [])
    row = identity_row(engine, phone.openid)
    assert (row.is_reachable, row.unreachable_because) == (unreachable is None, unreachable)


@pytest.mark.parametrize("code", [code for code, (state, *_) in FINAL.items() if state == "held"])
async def test_a4_what_was_held_comes_with_the_next_answer(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard, code: int
) -> None:
    await answered_late(phone, dialogue, engine, errcode=code)
    await phone.write("再问")
    text = (await phone.answers())[-1]["text"]
    assert text == f"{say.LATE}\n{ANSWER}\n\n您说：再问"
    assert (await settled(engine))["text", "answered", "with_next"] == 1
    assert held(engine) == []


@pytest.mark.parametrize(
    ("code", "seconds"), [(-1, 31), (45011, 71), (45009, 86400)], ids=["a4_busy", "a4_minute", "a4_day"]
)
async def test_a4_what_passes_by_itself_is_pushed_later(
    phone: Phone,
    dialogue: FakeDialogue,
    engine: Engine,
    switchboard: Switchboard,
    channel: WechatChannel,
    clock: MovableClock,
    code: int,
    seconds: float,
) -> None:
    await answered_late(phone, dialogue, engine, errcode=code)
    await channel.look_after()
    assert await pushed(phone) == []
    await switchboard.platform.delete("/control/faults")
    await let_pass(switchboard, clock, seconds)
    await channel.look_after()
    await channel.look_after()
    assert await pushed(phone) == [ANSWER]
    assert (await settled(engine))["text", "answered", "pushed"] == 1


async def test_a4_what_is_too_long_is_sent_in_halves(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard
) -> None:
    assert await answered_late(phone, dialogue, engine, errcode=45002, times=1) == ("answered", "pushed")
    assert "".join(await pushed(phone)) == ANSWER
    assert len(await pushed(phone)) == 2


async def test_a4_whoever_writes_again_can_be_written_to_again(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    await answered_late(phone, dialogue, engine, errcode=43004)
    assert not identity_row(engine, phone.openid).is_reachable
    await phone.write("我又来了")
    assert identity_row(engine, phone.openid).is_reachable


@pytest.mark.parametrize("words", ["😀👍🏽", "中文，标点。", "\\u4e2d", 'a"b\\'])
async def test_a5_texts_arrive_as_they_are(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard, words: str
) -> None:
    dialogue.gate = asyncio.Event()
    await phone.write(words)
    dialogue.gate.set()
    await settled(engine)
    assert await pushed(phone) == [f"您说：{words}"]
    assert [call["errcode"] for call in await calls(switchboard)] == [0]


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [({"drop_after_effect": True}, 1), ({"http_status": 500}, 0), ({"http_status": 502}, 0)],
    ids=["dropped", "500", "502"],
)
async def test_a6_what_may_have_arrived_is_never_sent_again(
    phone: Phone,
    dialogue: FakeDialogue,
    engine: Engine,
    switchboard: Switchboard,
    channel: WechatChannel,
    clock: MovableClock,
    fault: dict[str, Any],
    arrived: int,
) -> None:
    assert await answered_late(phone, dialogue, engine, **fault, times=1) == ("failed", "unknown_outcome")
    await let_pass(switchboard, clock, 3600)
    await channel.look_after()
    await phone.write("再问")
    assert await pushed(phone) == [ANSWER] * arrived
    assert (await phone.answers())[-1]["text"] == "您说：再问"
    assert len(await calls(switchboard)) == 1


async def test_a6_a_message_that_may_have_arrived_stays_counted(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    await answered_late(phone, dialogue, engine, drop_after_effect=True, times=1)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT sent FROM reply_windows").scalar() == 1
