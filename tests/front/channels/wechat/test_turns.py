"""What people read: one message, whole, with choices that only they can pick. Cases R1 to R8."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.responses import JSONResponse

from bot.front.channels.wechat.turns import CUT, MOST_MESSAGES
from bot.front.turns.turn import CHOICE_LIFETIME, EXPIRED_CHOICE, UNKNOWN_CHOICE
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import MovableClock, pushed, settled
from tests.front.channels.wechat.peer import ACCOUNT, OPENID, Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue, reply

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([^"]+)">([^<]+)</a>')
PLATFORM_BYTES = 2048
SENTENCE = "灵活就业的人可以申请补贴。"
MATERIALS = '/ask_materials{"policy": "social_insurance_subsidy"}'


def says(dialogue: FakeDialogue, *replies: dict[str, Any]) -> None:
    """Let the dialogue answer with just these replies."""
    dialogue.fails_with = lambda: JSONResponse({"replies": list(replies)})


async def said(phone: Phone) -> str:
    """Return the newest thing that the account said."""
    text: str = (await phone.answers())[-1]["text"]
    return text


async def choices(phone: Phone) -> list[tuple[str, str]]:
    """Return label and id of the choices on the screen."""
    return [(label, choice) for _, choice, label in LINK.findall(await said(phone))]


async def test_r1_sender_and_receiver_change_places(peer: Peer) -> None:
    answer = peer.read(await peer.post(of_peer.message()))
    assert (answer.target, answer.source) == (OPENID, ACCOUNT.original_id)


async def test_r2_several_replies_are_one_message(phone: Phone, dialogue: FakeDialogue) -> None:
    before = len(await phone.answers())
    says(dialogue, *(reply(f"第{number}条") for number in range(1, 8)))
    await phone.write("说七条")
    assert len(await phone.answers()) == before + 1
    assert await said(phone) == "\n\n".join(f"第{number}条" for number in range(1, 8))


@pytest.mark.parametrize("answer_seconds", [0.1])
async def test_r2_several_replies_of_a_slow_turn_are_one_push(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    says(dialogue, reply("第一条"), reply("第二条"))
    dialogue.gate = asyncio.Event()
    await phone.write("说两条")
    dialogue.gate.set()
    await settled(engine)
    assert await pushed(phone) == ["第一条\n\n第二条"]


async def test_r3_a_long_answer_is_cut_between_sentences_and_loses_nothing(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    says(dialogue, reply(SENTENCE * 120))
    before = len(await phone.answers())
    (delivery,) = await phone.write("说长一点")
    await settled(engine)
    texts = [answer["text"] for answer in (await phone.answers())[before:]]
    assert delivery.get("problem") is None
    assert len(texts) == MOST_MESSAGES
    assert all(len(text.encode()) <= PLATFORM_BYTES and text.endswith("。") for text in texts)
    assert "".join(texts) == SENTENCE * 120


async def test_r3_what_is_too_long_for_three_messages_says_so(
    phone: Phone, dialogue: FakeDialogue, engine: Engine
) -> None:
    says(dialogue, reply(SENTENCE * 400))
    before = len(await phone.answers())
    await phone.write("说得很长")
    await settled(engine)
    texts = [answer["text"] for answer in (await phone.answers())[before:]]
    assert len(texts) == MOST_MESSAGES
    assert all(len(text.encode()) <= PLATFORM_BYTES for text in texts)
    assert texts[-1].endswith(CUT)


async def test_r4_a_tap_and_a_number_pick_the_same(phone: Phone, dialogue: FakeDialogue) -> None:
    await phone.write("社保补贴")
    label, choice = (await choices(phone))[1]
    await phone.act("pick", id=choice, content=label)
    assert dialogue.turns[-1]["payload"] == MATERIALS
    await phone.write("社保补贴")
    for number in ("2", "２", "第二个", "选2"):
        await phone.write(number)
        assert dialogue.turns[-1]["payload"] == MATERIALS


async def test_r4_a_tap_or_number_of_someone_else_picks_nothing(
    switchboard: Switchboard, phone: Phone, dialogue: FakeDialogue
) -> None:
    await phone.write("社保补贴")
    label, choice = (await choices(phone))[1]
    other = await switchboard.new_phone("李叔")
    await other.act("follow")
    turns = len(dialogue.turns)
    await other.act("pick", id=choice, content=label)
    assert await said(other) == UNKNOWN_CHOICE
    assert len(dialogue.turns) == turns
    await other.write("2")
    assert dialogue.turns[-1]["text"] == "2"


async def test_r4_a_number_means_the_newest_menu_and_a_tap_its_own(phone: Phone, dialogue: FakeDialogue) -> None:
    await phone.write("社保补贴")
    label, old = (await choices(phone))[1]
    await phone.write("说两条")
    assert len(await choices(phone)) == 3
    await phone.write("2")
    assert dialogue.turns[-1]["payload"] == MATERIALS
    says(dialogue, reply("贷款", choices=[{"label": "甲", "payload": "/a"}, {"label": "乙", "payload": "/b"}]))
    await phone.write("贷款")
    dialogue.fails_with = None
    await phone.write("2")
    assert dialogue.turns[-1]["payload"] == "/b"
    await phone.act("pick", id=old, content=label)
    assert dialogue.turns[-1]["payload"] == MATERIALS


async def test_r4_after_a_question_a_number_is_an_answer(phone: Phone, dialogue: FakeDialogue) -> None:
    await phone.write("社保补贴")
    await phone.write("问我多大")
    await phone.write("2")
    assert dialogue.turns[-1]["text"] == "2"


@pytest.mark.parametrize("choice", ["", "x", "/restart", "1", "x" * 2000, "'; DROP TABLE received; --"])
async def test_r4_a_made_up_choice_plays_nothing(peer: Peer, dialogue: FakeDialogue, choice: str) -> None:
    fields = f"<Content>材料</Content><bizmsgmenuid><![CDATA[{choice}]]></bizmsgmenuid>"
    peer.read(await peer.post(of_peer.message(fields)))
    assert not any("payload" in turn for turn in dialogue.turns)


@pytest.mark.parametrize("words", ["a]]>b", "]]>]]>", "]]><ToUserName>x</ToUserName><![CDATA["])
async def test_r5_the_end_of_cdata_survives(peer: Peer, dialogue: FakeDialogue, words: str) -> None:
    says(dialogue, reply(words))
    answer = peer.read(await peer.post(of_peer.message()))
    assert answer.content == words.replace("<", "＜").replace(">", "＞")
    assert answer.target == OPENID


@pytest.mark.parametrize(
    "more",
    [
        {"custom": {"secret": "payload"}},
        {"image": "https://p/secret.png"},
        {"attachment": {"type": "template", "payload": {"secret": 1}}},
        {"json_message": {"secret": 1}},
        {"buttons": [{"title": "x", "payload": "/secret"}]},
    ],
    ids=lambda more: next(iter(more)),
)
async def test_r6_what_no_reply_should_hold_never_reaches_people(
    peer: Peer, dialogue: FakeDialogue, more: dict[str, Any]
) -> None:
    says(dialogue, {**reply("话"), **more})
    content = peer.read(await peer.post(of_peer.message())).content
    assert "secret" not in content and "{" not in content


async def test_r6_payload_and_sources_stay_inside(phone: Phone) -> None:
    await phone.write("社保补贴")
    text = await said(phone)
    assert not any(inside in text for inside in ("/ask_", "policy", "javascript", "{", "財社", "None"))


@pytest.mark.parametrize(
    "words", ["/restart", ' /greet{"x": 1}', "/", "//", "／restart", "\u200b/restart", "/session_start"]
)
async def test_r7_what_people_type_is_text_and_no_command(phone: Phone, dialogue: FakeDialogue, words: str) -> None:
    await phone.write(words)
    assert dialogue.turns[-1].keys() == {"conversation", "text"}
    assert dialogue.turns[-1]["text"] == words.strip()


async def test_r8_a_choice_of_the_day_before_yesterday_has_expired(
    phone: Phone, dialogue: FakeDialogue, clock: MovableClock
) -> None:
    await phone.write("社保补贴")
    label, choice = (await choices(phone))[1]
    turns = len(dialogue.turns)
    clock.ahead += CHOICE_LIFETIME * 1.5
    await phone.act("pick", id=choice, content=label)
    assert await said(phone) == EXPIRED_CHOICE
    assert len(dialogue.turns) == turns
    await phone.write("2")
    assert dialogue.turns[-1]["text"] == "2"
