"""Whatever the platform posts is answered with what it accepts. Cases P1 to P6 of the whole way; every row by itself is in tests/messaging."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.people import Grants
from bot.wording.office import wechat as say
from simulator.platform.config import TEMPLATES
from tests.front.channels.wechat import peer as of_peer
from tests.front.channels.wechat.outcomes import identity_row, settled
from tests.front.channels.wechat.peer import Peer
from tests.front.channels.wechat.phone import Phone, Switchboard
from tests.front.fake_dialogue import FakeDialogue
from tests.messaging.protocol.test_xml import BOMB, OUTSIDE

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("settings", ["memory"], indirect=True)]

ONE_OFF, LONG_TERM = TEMPLATES[0].id, TEMPLATES[1].id
ANSWERED: list[tuple[str, dict[str, Any]]] = [
    ("text", {"text": "社保补贴"}),
    ("pick", {"id": "gone", "content": "材料"}),
    ("voice", {}),
    ("voice", {"recognition": "社保补贴多少钱"}),
    ("image", {}),
    ("video", {}),
    ("video", {"is_short": True}),
    ("link", {"url": "https://example.cn", "title": "补贴"}),
    ("location", {"latitude": 39.14, "longitude": 117.0, "label": "西青"}),
    ("scan", {"scene": "st:nowhere"}),
    ("click", {"key": "list"}),
]
NOTED: list[tuple[str, dict[str, Any]]] = [
    ("view", {"url": "https://example.cn/me"}),
    ("report-location", {"latitude": 39.1, "longitude": 117.0}),
    ("consent", {"template": ONE_OFF, "accept": True}),
    ("consent", {"template": [ONE_OFF, LONG_TERM], "accept": False}),
    ("withdraw", {"template": ONE_OFF}),
    ("unfollow", {}),
    ("event", {"event": "TEMPLATESENDJOBFINISH", "fields": {"MsgID": 1, "Status": "success"}}),
    ("event", {"event": "subscribe_msg_sent_event", "fields": {"SubscribeMsgSentEvent": {}}}),
]
UNKNOWN = ["karaoke", "user_get_card", "", "<b>", "x" * 200]
HEAD = "<ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime>"
BROKEN = {
    "empty": "",
    "junk": "junk",
    "json": '{"MsgType":"text"}',
    "other_root": "<html><body/></html>",
    "no_elements": "<xml/>",
    "no_sender": "<xml><ToUserName>a</ToUserName><MsgType>text</MsgType><MsgId>1</MsgId></xml>",
    "no_type": f"<xml>{HEAD}<MsgId>1</MsgId></xml>",
    "no_number": f"<xml>{HEAD}<MsgType>text</MsgType></xml>",
    "no_event": f"<xml>{HEAD}<MsgType>event</MsgType></xml>",
    "nested_sender": "<xml><FromUserName><x>1</x></FromUserName><MsgType>text</MsgType></xml>",
    "no_place": f"<xml>{HEAD}<MsgType>location</MsgType><MsgId>1</MsgId></xml>",
    "bomb": BOMB,
    "outside": OUTSIDE,
    "deep": f"<xml>{'<a>' * 500}{'</a>' * 500}</xml>",
}


@pytest.mark.parametrize(("act", "fields"), ANSWERED)
async def test_p1_what_a_person_does_is_answered(phone: Phone, act: str, fields: dict[str, Any]) -> None:
    before = len(await phone.answers())
    (delivery,) = await phone.act(act, **fields)
    assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
    assert len(await phone.answers()) == before + 1


@pytest.mark.parametrize(("act", "fields"), NOTED)
async def test_p1_what_needs_no_answer_gets_none(phone: Phone, act: str, fields: dict[str, Any]) -> None:
    before = len(await phone.messages())
    (delivery,) = await phone.act(act, **fields)
    assert delivery["body_kind"] == "success"
    assert not [line for line in (await phone.messages())[before:] if line["from"] != "person"]


@pytest.mark.parametrize("scene", ["", "st:nowhere"])
async def test_p1_a_new_follower_is_welcomed_with_or_without_a_code(switchboard: Switchboard, scene: str) -> None:
    phone = await switchboard.new_phone()
    (delivery,) = await phone.act("follow", scene=scene)
    assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)


@pytest.mark.parametrize("name", UNKNOWN)
async def test_p2_an_event_that_nobody_knows_is_accepted(phone: Phone, engine: Engine, name: str) -> None:
    (delivery,) = await phone.act("event", event=name)
    assert delivery["body_kind"] == "success"
    assert not [kind for kind, state, _ in await settled(engine) if state == "failed"]


async def test_p2_a_message_of_a_kind_that_nobody_knows_is_answered_with_what_to_do(
    peer: Peer, dialogue: FakeDialogue
) -> None:
    answer = await peer.post(of_peer.message("<Tune>x</Tune>", kind="music"))
    assert answer.status_code == 200
    assert peer.read(answer).content == say.UNKNOWN_KIND
    assert dialogue.turns == []


@pytest.mark.parametrize("plain", BROKEN.values(), ids=BROKEN)
async def test_p3_what_is_no_message_starts_nothing_inside_the_envelope(
    peer: Peer, dialogue: FakeDialogue, engine: Engine, plain: str
) -> None:
    answer = await peer.post(plain)
    assert (answer.status_code, answer.text) == (200, "success")
    assert dialogue.turns == []
    assert not await settled(engine)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_p3_what_is_no_envelope_starts_nothing(
    peer: Peer, dialogue: FakeDialogue, engine: Engine, body: str
) -> None:
    answer = await peer.send(body.encode(), {**peer.query(), "encrypt_type": "aes", "msg_signature": "0" * 40})
    assert answer.status_code in (200, 403)
    assert answer.text in ("success", "refused")
    assert dialogue.turns == []
    assert not await settled(engine)


@pytest.mark.parametrize("size", [65 * 1024, 1024 * 1024])
async def test_p3_a_body_that_is_too_large_is_refused_unread(peer: Peer, dialogue: FakeDialogue, size: int) -> None:
    answer = await peer.send(b"<xml>" + b"a" * size, peer.query())
    assert answer.status_code == 413
    assert dialogue.turns == []


async def test_p3_twenty_thousand_characters_in_an_envelope_are_answered_kindly(peer: Peer) -> None:
    assert peer.read(await peer.post(of_peer.text("问" * 10_000))).content == say.TOO_LONG


@pytest.mark.parametrize("words", ["", "   ", "\n", "\t"])
async def test_p3_an_empty_text_is_answered_kindly(peer: Peer, words: str) -> None:
    assert peer.read(await peer.post(of_peer.text(words))).content == say.EMPTY


@pytest.mark.parametrize("templates", [[ONE_OFF], [ONE_OFF, LONG_TERM]], ids=["one", "many"])
async def test_p4_one_and_many_consents_of_a_popup_count(phone: Phone, engine: Engine, templates: list[str]) -> None:
    await phone.act("consent", template=templates, accept=True)
    person = identity_row(engine, phone.openid).person
    assert [grant.template for grant in Grants(engine).of_person(person)] == sorted(templates)


@pytest.mark.parametrize("words", ["😀👍🏽", "中文，标点。", "a]]>b", "]]><MsgType>x</MsgType>", "&amp;", "<b>&"])
async def test_p5_odd_characters_reach_the_dialogue_whole(peer: Peer, dialogue: FakeDialogue, words: str) -> None:
    reply = peer.read(await peer.post(of_peer.text(words)))
    assert dialogue.turns[-1]["text"] == words
    assert words.replace("<", "＜").replace(">", "＞") in reply.content


@pytest.mark.parametrize("recognition", ["", "<Recognition/>", "<Recognition><![CDATA[]]></Recognition>"])
async def test_p6_a_voice_that_was_not_understood_gets_a_kind_sentence(
    peer: Peer, dialogue: FakeDialogue, recognition: str
) -> None:
    fields = f"<MediaId>m</MediaId><Format>amr</Format>{recognition}"
    assert peer.read(await peer.post(of_peer.message(fields, kind="voice"))).content == say.VOICE
    assert dialogue.turns == []
