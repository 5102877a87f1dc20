"""People on the simulated WeChat: they follow, ask, pick, and get one answer each."""

from __future__ import annotations

import re

import pytest

from bot.messaging.protocol.rating_line import read_rating
from bot.wording.office import wechat as say
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue

pytestmark = pytest.mark.anyio

LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]+)&msgmenuid=([^"]+)">([^<]+)</a>')


async def test_following_brings_a_welcome_with_the_privacy_notice(switchboard: Switchboard) -> None:
    phone = await switchboard.new_phone()
    (delivery,) = await phone.act("follow")
    assert delivery["body_kind"] == "passive"
    (welcome,) = await phone.answers()
    assert say.PRIVACY in welcome["text"]


async def test_a_question_is_answered_passively_with_choices_to_tap(phone: Phone) -> None:
    (delivery,) = await phone.write("灵活就业社保补贴能领多少")
    assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
    text = (await phone.answers())[-1]["text"]
    assert "四分之三" in text
    offered = [label for _, choice, label in LINK.findall(text) if read_rating(choice) is None]
    assert offered == ["要什么条件", "带什么材料", "去哪儿办"]


async def test_a_tap_a_digit_and_a_full_width_digit_pick_the_same_choice(phone: Phone, dialogue: FakeDialogue) -> None:
    await phone.write("灵活就业社保补贴能领多少")
    _, choice, label = LINK.findall((await phone.answers())[-1]["text"])[1]
    await phone.act("pick", id=choice, content=label)
    await phone.write("社保补贴")
    await phone.write("2")
    await phone.write("社保补贴")
    await phone.write("２")
    payloads = [turn["payload"] for turn in dialogue.turns if "payload" in turn and "greet" not in turn["payload"]]
    assert payloads == ['/ask_materials{"policy": "social_insurance_subsidy"}'] * 3


async def test_a_choice_of_someone_else_is_not_played(
    switchboard: Switchboard, phone: Phone, dialogue: FakeDialogue
) -> None:
    await phone.write("灵活就业社保补贴能领多少")
    _, choice, label = LINK.findall((await phone.answers())[-1]["text"])[0]
    other = await switchboard.new_phone("李叔")
    await other.act("follow")
    turns = len(dialogue.turns)
    await other.act("pick", id=choice, content=label)
    assert len(dialogue.turns) == turns
    assert "没有找到这个选项" in (await other.answers())[-1]["text"]


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("voice", {}, say.VOICE),
        ("image", {}, say.IMAGE),
        ("location", {"latitude": 39.14, "longitude": 117.0, "label": "西青"}, say.nearest_station(None, None)),
        ("click", {"key": "an old entry"}, say.STALE_MENU),
    ],
)
async def test_what_is_no_question_gets_a_kind_sentence(
    phone: Phone, act: str, fields: dict[str, object], sentence: str
) -> None:
    await phone.act(act, **fields)
    assert (await phone.answers())[-1]["text"] == sentence


async def test_a_voice_that_was_recognised_is_a_question(phone: Phone) -> None:
    await phone.act("voice", recognition="社保补贴多少钱")
    assert "四分之三" in (await phone.answers())[-1]["text"]


async def test_a_menu_entry_asks(phone: Phone, dialogue: FakeDialogue) -> None:
    await phone.act("click", key="ask:startup_loan")
    assert dialogue.turns[-1]["payload"] == '/ask_overview{"topic": "startup_loan"}'


async def test_several_replies_are_one_message(phone: Phone) -> None:
    before = len(await phone.answers())
    await phone.write("说两条")
    answers = await phone.answers()
    assert len(answers) == before + 1
    assert "第一条\n\n第二条" in answers[-1]["text"]
    assert [label for _, _, label in LINK.findall(answers[-1]["text"])] == ["要什么条件", "带什么材料", "去哪儿办"]


@pytest.mark.parametrize(
    "text", ["a]]>b", "<b>&amp;</b>", "😀👍🏽", "/restart", ' /greet{"x": 1}', "\u200b零宽", "１２３"]
)
async def test_odd_characters_arrive_and_come_back_whole(phone: Phone, dialogue: FakeDialogue, text: str) -> None:
    (delivery,) = await phone.write(text)
    assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
    assert dialogue.turns[-1]["text"] == text.strip()
    said = (await phone.answers())[-1]["text"]
    assert said == f"您说：{text.strip()}".replace("<", "＜").replace(">", "＞")


async def test_two_thousand_characters_are_fine_and_more_are_refused_kindly(phone: Phone) -> None:
    await phone.write("问" * 2000)
    assert len("".join(answer["text"] for answer in await phone.wait_for_answers(4))) > 1800
    await phone.write("问" * 2001)
    assert (await phone.answers())[-1]["text"] == say.TOO_LONG


async def test_leaving_stops_everything(switchboard: Switchboard, phone: Phone) -> None:
    (delivery,) = await phone.act("unfollow")
    assert delivery["body_kind"] in ("success", "empty")
