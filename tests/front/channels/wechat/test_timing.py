"""Five seconds, three deliveries, one answer. Cases T1 to T8; T4 over a real connection is in test_disconnects.py."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from sqlalchemy.engine import Engine
from starlette.responses import JSONResponse

from bot.front.turns.turn import OUT_OF_ORDER
from bot.kb import KnowledgeBase
from bot.messaging.protocol.exchange import ANSWER_SECONDS
from bot.settings import Settings
from simulator.platform.config import DEFAULT
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import calls, pushed, settled, turns_begun
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = pytest.mark.anyio

# In these tests the dialogue is held back, so that any time is too short for it.
slow = pytest.mark.parametrize("answer_seconds", [0.1])
PASSIVE = ("text", "answered", "passive")
PUSHED = ("text", "answered", "pushed")


def held_back(dialogue: FakeDialogue) -> asyncio.Event:
    """Hold the dialogue back until the event is set."""
    dialogue.gate = asyncio.Event()
    return dialogue.gate


async def test_t1_a_fast_turn_is_answered_in_the_callback(phone: Phone, engine: Engine) -> None:
    (delivery,) = await phone.write("社保补贴")
    assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
    assert delivery["milliseconds"] < 1000 * ANSWER_SECONDS
    assert (await settled(engine))[PASSIVE] == 1
    assert await pushed(phone) == []


async def test_t2_the_time_kept_leaves_room_for_the_way_back() -> None:
    assert ANSWER_SECONDS <= 4 < DEFAULT.time_limit


@slow
async def test_t2_a_slow_turn_is_accepted_and_pushed_once(phone: Phone, dialogue: FakeDialogue, engine: Engine) -> None:
    gate = held_back(dialogue)
    (delivery,) = await phone.write("社保补贴")
    assert delivery["body_kind"] == "success"
    gate.set()
    assert (await settled(engine))[PUSHED] == 1
    (text,) = await pushed(phone)
    assert "四分之三" in text
    assert len(await phone.answers()) == 2


@slow
async def test_t2_a_choice_of_a_pushed_answer_can_be_picked(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    gate = held_back(dialogue)
    await phone.write("社保补贴")
    gate.set()
    await settled(engine)
    await phone.write("2")
    assert dialogue.turns[-1]["payload"] == '/ask_materials{"policy": "social_insurance_subsidy"}'


async def test_t3_deliveries_that_follow_each_other_are_one_turn(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    turns, before = len(dialogue.turns), len(await phone.answers())
    first, second = await phone.write("社保补贴", fault="retry")
    assert (first["body_kind"], second["body_kind"]) == ("passive", "success")
    await settled(engine)
    assert (len(dialogue.turns), len(await phone.answers())) == (turns + 1, before + 1)


async def test_t3_three_deliveries_in_a_row_get_one_answer(peer: Peer, dialogue: FakeDialogue) -> None:
    message = of_peer.message()
    answers = [await peer.post(message) for _ in range(3)]
    assert peer.read(answers[0]).content
    assert [answer.text for answer in answers[1:]] == ["success"] * 2
    assert len(dialogue.turns) == 1


async def test_t3_three_deliveries_at_once_get_one_answer(peer: Peer, dialogue: FakeDialogue, engine: Engine) -> None:
    message = of_peer.message()
    answers = await asyncio.gather(*(peer.post(message) for _ in range(3)))
    assert sorted(answer.text == "success" for answer in answers) == [False, True, True]
    assert (await settled(engine)) == {PASSIVE: 1}
    assert len(dialogue.turns) == 1


@slow
async def test_t3_deliveries_while_the_turn_runs_bring_one_push(
    peer: Peer, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard
) -> None:
    phone = await switchboard.new_phone()
    await phone.act("follow")
    turns, gate, message = len(dialogue.turns), held_back(dialogue), of_peer.text("社保补贴", phone.openid)
    answers = await asyncio.gather(*(peer.post(message) for _ in range(3)))
    assert [answer.text for answer in answers] == ["success"] * 3
    gate.set()
    assert (await settled(engine))[PUSHED] == 1
    assert len(dialogue.turns) == turns + 1
    assert len(await calls(switchboard)) == 1


async def test_t3_an_event_delivered_again_is_one_event(phone: Phone, dialogue: FakeDialogue) -> None:
    turns = len(dialogue.turns)
    deliveries = await phone.act("click", key="list", fault="retry")
    assert [delivery["body_kind"] for delivery in deliveries] == ["passive", "success"]
    assert len(dialogue.turns) == turns + 1


async def test_t4_a_caller_that_hangs_up_gets_the_answer_pushed_once(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    turns, gate = len(dialogue.turns), held_back(dialogue)
    first, second = await phone.write("社保补贴", fault="disconnect_after:0.1")
    assert (first["body_kind"], second["body_kind"]) == ("timeout", "success")
    gate.set()
    assert (await settled(engine))[PUSHED] == 1
    assert len(dialogue.turns) == turns + 1
    assert len(await pushed(phone)) == 1


async def test_t5_two_messages_keep_their_order(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard
) -> None:
    turns, gate = len(dialogue.turns), held_back(dialogue)
    await phone.write("一件事", wait=False)
    await turns_begun(dialogue, turns + 1)
    await phone.act("click", key="list", wait=False)
    gate.set()
    await switchboard.control("settle", {})
    await settled(engine)
    first, second = dialogue.turns[turns:]
    assert (first["text"], second["payload"]) == ("一件事", "/list_policies{}")
    assert [answer["text"][:4] for answer in (await phone.answers())[-2:]] == ["您说：一", "选中：/"]


async def test_t5_what_is_written_meanwhile_is_one_turn_with_one_answer(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, switchboard: Switchboard
) -> None:
    turns, before, gate = len(dialogue.turns), len(await phone.answers()), held_back(dialogue)
    await phone.write("一", wait=False)
    await turns_begun(dialogue, turns + 1)
    for number, words in enumerate(("我想问", "补贴"), start=2):
        await phone.write(words, wait=False)
        await received(engine, number)
    gate.set()
    await switchboard.control("settle", {})
    outcomes = await settled(engine)
    assert [turn["text"] for turn in dialogue.turns[turns:]] == ["一", "我想问\n补贴"]
    assert (outcomes[PASSIVE], outcomes["text", "merged", "with_next"]) == (2, 1)
    assert len(await phone.answers()) == before + 2


async def received(engine: Engine, texts: int) -> None:
    """Wait until so many texts are in the ledger."""
    for _ in range(500):
        with engine.connect() as connection:
            if connection.exec_driver_sql("SELECT count(*) FROM received WHERE kind = 'text'").scalar() == texts:
                return
        await asyncio.sleep(0.01)
    raise AssertionError("a text did not arrive")


@pytest.mark.parametrize(
    "failure",
    [
        lambda: JSONResponse({"error": {"code": "actions_down", "message": ""}}, 503),
        lambda: JSONResponse({"error": {}}, 500),
        lambda: JSONResponse({"replies": "none"}),
        lambda: JSONResponse({"replies": [{"text": "半截"}]}),
    ],
    ids=["t6_action_server_down", "t7_no_model", "malformed", "incomplete"],
)
async def test_a_dialogue_that_fails_is_an_apology_and_no_silence(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, failure: object
) -> None:
    dialogue.fails_with = failure  # type: ignore[assignment]
    (delivery,) = await phone.write("社保补贴")
    assert delivery["body_kind"] == "passive"
    assert (await phone.answers())[-1]["text"] == OUT_OF_ORDER
    assert (await settled(engine))[PASSIVE] == 1


async def test_t7_a_dialogue_process_that_is_not_there_is_an_apology(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase
) -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody listens")

    dialogue.transport = httpx.MockTransport(refuse)  # type: ignore[assignment]
    async with Switchboard.connect(settings, dialogue, kb, DEFAULT) as switchboard:
        peer = Peer(switchboard.front)
        assert peer.read(await peer.post(of_peer.message())).content == OUT_OF_ORDER


async def test_t8_two_workers_share_what_was_seen(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, engine: Engine, peer: Peer
) -> None:
    async with Switchboard.connect(settings, dialogue, kb, DEFAULT) as another:
        other = Peer(another.front)
        for _ in range(5):
            message = of_peer.message()
            answers = await asyncio.gather(peer.post(message), other.post(message), peer.post(message))
            assert sorted(answer.text == "success" for answer in answers) == [False, True, True]
    assert len(dialogue.turns) == 5
    assert (await settled(engine)) == {PASSIVE: 5}
