"""What the platform lets us send is counted before it is sent; the rest waits for the person. Cases Q1 to Q4."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.engine import Engine

from bot.front.channels.wechat.channel import ABANDONED_AFTER, HELD_FOR, WechatChannel
from bot.front.channels.wechat.push import Pusher, PushResult
from bot.front.web.metrics import Metrics
from bot.messaging.ledgers.held_replies import HeldReplies
from bot.messaging.ledgers.received import ReceivedKey, ReceivedLedger, ReceivedState, record
from bot.messaging.ledgers.reply_windows import WindowLedger
from bot.wording.office import wechat as say
from simulator.platform.config import DEFAULT
from tests.front.channels.wechat.outcomes import (
    SEND,
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

PUSHED = PushResult(ReceivedState.ANSWERED, "pushed")
USED_UP = PushResult(ReceivedState.HELD, "window_used_up")
LATER_ANSWER = "您说：再问"


class Desk:
    """Pushes numbered texts to one phone, as late answers are pushed."""

    def __init__(self, channel: WechatChannel, engine: Engine, clock: MovableClock, phone: Phone) -> None:
        ledger = ReceivedLedger(engine)
        windows, waiting = WindowLedger(engine), HeldReplies(engine)
        self._pusher = Pusher(channel.api, windows, waiting, ledger, channel.identities, Metrics(), clock)
        self._identities = channel.identities
        self._engine = engine
        self._phone = phone

    async def push(self, *texts: str) -> list[PushResult]:
        """Push texts one after the other."""
        identity = self._identities.find(identity_row(self._engine, self._phone.openid).conversation)
        assert identity is not None
        app = DEFAULT.wechat.app_id
        return [await self._pusher.push(identity, ReceivedKey(app, f"m:{text}"), text) for text in texts]


@pytest.fixture
def desk(channel: WechatChannel, engine: Engine, clock: MovableClock, phone: Phone) -> Desk:
    """Give a desk for the phone."""
    return Desk(channel, engine, clock, phone)


async def last(phone: Phone) -> str:
    """Return the newest thing that the account said."""
    text: str = (await phone.answers())[-1]["text"]
    return text


async def test_q1_after_one_message_five_are_pushed_and_the_sixth_is_held(
    phone: Phone, desk: Desk, engine: Engine, switchboard: Switchboard
) -> None:
    await phone.write("问题")
    assert await desk.push(*"123456") == [PUSHED] * 5 + [USED_UP]
    assert await pushed(phone) == list("12345")
    # It was not even tried: the platform saw no sixth.
    assert [call["errcode"] for call in await calls(switchboard)] == [0] * 5
    assert held(engine) == [("window_used_up", "6")]


@pytest.mark.parametrize("act", [("click", {"key": "list"}), ("scan", {"scene": "st:nowhere"})], ids=["click", "scan"])
async def test_q1_after_a_tap_or_a_scan_three_are_pushed(
    phone: Phone, desk: Desk, act: tuple[str, dict[str, str]]
) -> None:
    await phone.act(act[0], **act[1])
    assert await desk.push(*"1234") == [PUSHED] * 3 + [USED_UP]


async def test_q1_a_tapped_choice_buys_no_more_than_a_tap_on_the_menu(phone: Phone, desk: Desk) -> None:
    await phone.write("问题")
    await phone.act("pick", id="x", content="材料")
    assert await desk.push(*"1234") == [PUSHED] * 3 + [USED_UP]


async def test_q1_passive_answers_are_not_counted(phone: Phone, desk: Desk) -> None:
    for words in ("一件", "两件", "三件"):
        await phone.write(words)
    assert await desk.push(*"12345") == [PUSHED] * 5


@pytest.mark.parametrize(("seconds", "outcome"), [(50, PUSHED), (61, USED_UP)])
async def test_q2_a_tap_allows_answers_for_a_minute(
    phone: Phone, desk: Desk, clock: MovableClock, switchboard: Switchboard, seconds: float, outcome: PushResult
) -> None:
    await phone.act("click", key="list")
    await let_pass(switchboard, clock, seconds)
    assert await desk.push("1") == [outcome]
    assert len(await calls(switchboard)) == (outcome == PUSHED)


async def test_q2_an_answer_to_a_tap_that_takes_a_minute_waits_for_the_person(
    phone: Phone, dialogue: FakeDialogue, engine: Engine, clock: MovableClock, switchboard: Switchboard
) -> None:
    dialogue.gate = asyncio.Event()
    (delivery,) = await phone.act("click", key="list")
    assert delivery["body_kind"] == "success"
    await let_pass(switchboard, clock, 61)
    dialogue.gate.set()
    assert (await settled(engine))["menutapped", "held", "window_used_up"] == 1
    assert await calls(switchboard) == []
    await phone.write("再问")
    assert await last(phone) == f"{say.LATE}\n选中：/list_policies{{}}\n\n{LATER_ANSWER}"


async def test_q2_after_two_days_nothing_is_pushed(
    phone: Phone, desk: Desk, clock: MovableClock, switchboard: Switchboard
) -> None:
    await phone.write("问题")
    await let_pass(switchboard, clock, 48 * 3600 + 1)
    assert await desk.push("1") == [USED_UP]


@pytest.mark.parametrize("code", [45047, 45015])
async def test_q3_the_platforms_count_corrects_ours(
    phone: Phone, desk: Desk, switchboard: Switchboard, code: int
) -> None:
    await phone.write("问题")
    await switchboard.control("faults", {"times": 1, "path": SEND, "errcode": code})
    assert [outcome.state for outcome in await desk.push(*"123")] == [ReceivedState.HELD] * 3
    assert len(await calls(switchboard)) == 1
    await phone.write("再问")
    assert await desk.push("4") == [PUSHED]


async def test_q3_what_the_platform_did_not_take_is_not_counted(
    phone: Phone, desk: Desk, switchboard: Switchboard
) -> None:
    await phone.write("问题")
    await switchboard.control("faults", {"times": 1, "path": SEND, "errcode": 45011})
    assert [outcome.state for outcome in await desk.push(*"123456")] == [ReceivedState.HELD] + [
        ReceivedState.ANSWERED
    ] * 5


async def test_q4_the_next_message_brings_all_that_waited_in_one(phone: Phone, desk: Desk, engine: Engine) -> None:
    await phone.write("问题")
    await desk.push(*"1234567")
    before = len(await phone.answers())
    (delivery,) = await phone.write("再问")
    assert delivery["body_kind"] == "passive"
    assert len(await phone.answers()) == before + 1
    assert await last(phone) == f"{say.LATE}\n6\n7\n\n{LATER_ANSWER}"
    assert held(engine) == []


async def test_q4_what_waited_comes_only_once(phone: Phone, desk: Desk) -> None:
    await phone.write("问题")
    await desk.push(*"123456")
    await phone.write("再问")
    await phone.write("再问")
    assert await last(phone) == LATER_ANSWER


async def test_q4_what_waited_for_someone_else_stays(switchboard: Switchboard, phone: Phone, desk: Desk) -> None:
    await phone.write("问题")
    await desk.push(*"123456")
    other = await switchboard.new_phone("李叔")
    await other.act("follow")
    await other.write("再问")
    assert await last(other) == LATER_ANSWER


async def test_q4_what_nobody_came_back_for_is_given_up(
    phone: Phone, desk: Desk, engine: Engine, clock: MovableClock, channel: WechatChannel, switchboard: Switchboard
) -> None:
    await phone.write("问题")
    await desk.push(*"123456")
    await settled(engine)
    await let_pass(switchboard, clock, HELD_FOR.total_seconds() + 1)
    await channel.look_after()
    assert held(engine) == []
    await phone.write("再问")
    assert await last(phone) == LATER_ANSWER


async def left_behind(engine: Engine, phone: Phone, clock: MovableClock, kind: str) -> None:
    """Leave something in the ledger that a process took and never settled."""
    conversation = identity_row(engine, phone.openid).conversation
    with engine.begin() as connection:
        assert record(connection, ReceivedKey(DEFAULT.wechat.app_id, f"m:{kind}"), conversation, kind, clock())


async def test_a_question_whose_process_died_is_excused_once(
    phone: Phone, engine: Engine, clock: MovableClock, channel: WechatChannel, switchboard: Switchboard
) -> None:
    await phone.write("问题")
    await settled(engine)
    await left_behind(engine, phone, clock, "text")
    await channel.look_after()
    assert await pushed(phone) == []
    await let_pass(switchboard, clock, ABANDONED_AFTER.total_seconds() + 1)
    await channel.look_after()
    await channel.look_after()
    assert await pushed(phone) == [say.PROCESS_DIED]


@pytest.mark.parametrize("kind", ["delivered", "consentchanged", "noted", "unknown", "unfollowed"])
async def test_nobody_is_bothered_about_an_event_whose_process_died(
    phone: Phone, engine: Engine, clock: MovableClock, channel: WechatChannel, switchboard: Switchboard, kind: str
) -> None:
    await phone.write("问题")
    await settled(engine)
    await left_behind(engine, phone, clock, kind)
    await let_pass(switchboard, clock, ABANDONED_AFTER.total_seconds() + 1)
    await channel.look_after()
    assert (await settled(engine))[kind, "failed", "process_died"] == 1
    assert await pushed(phone) == []
