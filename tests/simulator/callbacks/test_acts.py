"""What people do, as a third party's parser reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto

from simulator import DEFAULT, SimulatedClock
from tests.simulator.fake_assistant import FakeAssistant
from tests.simulator.phones import LONG_TERM, ONE_OFF, TEMPLATE, Phones

pytestmark = pytest.mark.anyio

ACCOUNT = DEFAULT.wechat
MESSAGES = [
    ("text", {"text": "]]>你好<"}, "text", {"content": "]]>你好<"}),
    ("image", {}, "image", {"media_id": "simulated-image"}),
    ("voice", {}, "voice", {"format": "amr", "recognition": None}),
    ("voice", {"recognition": "社保补贴"}, "voice", {"recognition": "社保补贴"}),
    ("video", {}, "video", {"media_id": "simulated-video"}),
    ("video", {"is_short": True}, "shortvideo", {"media_id": "simulated-video"}),
    ("location", {"latitude": 39.1, "longitude": 117.0, "label": "西青"}, "location", {"label": "西青", "scale": "16"}),
    ("link", {"url": "http://127.0.0.1/x", "title": "题"}, "link", {"url": "http://127.0.0.1/x", "title": "题"}),
]
EVENTS = [
    ("unfollow", {}, "unsubscribe", {}),
    ("scan", {"scene": "st:1"}, "scan", {"scene_id": "st:1"}),
    ("click", {"key": "ask"}, "click", {"key": "ask"}),
    ("view", {"url": "http://127.0.0.1/x"}, "view", {"url": "http://127.0.0.1/x"}),
    ("report-location", {"latitude": 39.1, "longitude": 117.0}, "location", {"latitude": 39.1, "longitude": 117.0}),
]


def read_by_wechatpy(assistant: FakeAssistant, number: int = -1) -> Any:
    posted = assistant.posted[number]
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)
    query = posted.query
    assert query["encrypt_type"] == "aes"
    return parse_message(
        crypto.decrypt_message(posted.body, query["msg_signature"], query["timestamp"], query["nonce"])
    )


@pytest.mark.parametrize(("act", "body", "kind", "fields"), MESSAGES)
async def test_wechatpy_reads_every_kind_of_message(
    phones: Phones, assistant: FakeAssistant, act: str, body: dict[str, Any], kind: str, fields: dict[str, Any]
) -> None:
    openid = await phones.follower()
    answer = await phones.control(f"people/{openid}/{act}", **body)
    message = read_by_wechatpy(assistant)
    assert (message.type, message.source, message.target) == (kind, openid, ACCOUNT.original_id)
    assert message.id == answer["msg_id"]
    assert {name: getattr(message, name) for name in fields} == fields


@pytest.mark.parametrize(("act", "body", "event", "fields"), EVENTS)
async def test_wechatpy_reads_every_event_it_knows(
    phones: Phones, assistant: FakeAssistant, act: str, body: dict[str, Any], event: str, fields: dict[str, Any]
) -> None:
    openid = await phones.follower()
    answer = await phones.control(f"people/{openid}/{act}", **body)
    message = read_by_wechatpy(assistant)
    assert answer["msg_id"] is None
    assert (message.type, message.event) == ("event", event)
    assert {name: getattr(message, name) for name in fields} == fields


@pytest.mark.parametrize("act", ["follow", "scan"])
async def test_following_by_a_qr_code_carries_its_scene(phones: Phones, assistant: FakeAssistant, act: str) -> None:
    openid = (await phones.control("people", name="甲"))["openid"]
    await phones.act(openid, act, scene="st:12")
    message = read_by_wechatpy(assistant)
    assert (message.event, message.scene_id) == ("subscribe_scan", "st:12")
    assert (await phones.state_of(openid))["follows"] is True


async def test_following_from_the_search_carries_no_scene(phones: Phones, assistant: FakeAssistant) -> None:
    openid = (await phones.control("people", name="甲"))["openid"]
    await phones.act(openid, "follow")
    assert read_by_wechatpy(assistant).event == "subscribe"


async def test_a_picked_item_is_a_text_with_its_id(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    await phones.act(openid, "pick", id="m7:2", content="材料")
    assert (assistant.messages[0]["Content"], assistant.messages[0]["bizmsgmenuid"]) == ("材料", "m7:2")


async def test_an_uncertified_account_is_sent_no_item_ids(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, is_certified=False)
    assistant = FakeAssistant(config)
    async with Phones.on(config, assistant, clock) as phones:
        await phones.act(await phones.follower(), "pick", id="1", content="材料")
    assert "bizmsgmenuid" not in assistant.messages[0]


async def test_a_popup_for_two_templates_is_one_event_with_two_lists(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    await phones.act(openid, "consent", template=[ONE_OFF, LONG_TERM], accept=True)
    items = assistant.messages[0]["SubscribeMsgPopupEvent"]["List"]
    assert [(item["TemplateId"], item["SubscribeStatusString"], item["PopupScene"]) for item in items] == [
        (ONE_OFF, "accept", "1"),
        (LONG_TERM, "accept", "1"),
    ]
    consents = (await phones.state_of(openid))["consents"]
    assert [(each["kind"], each["remaining"]) for each in consents] == [("one_off", 1), ("long_term", None)]


async def test_agreeing_twice_to_a_one_off_allows_two_sends(phones: Phones) -> None:
    openid = await phones.follower()
    for _ in range(2):
        await phones.act(openid, "consent", template=ONE_OFF, accept=True)
    assert (await phones.state_of(openid))["consents"][0]["remaining"] == 2


@pytest.mark.parametrize(
    ("act", "body", "event", "holder"),
    [
        ("consent", {"accept": False}, "subscribe_msg_popup_event", "SubscribeMsgPopupEvent"),
        ("withdraw", {}, "subscribe_msg_change_event", "SubscribeMsgChangeEvent"),
    ],
)
async def test_refusing_takes_the_consent_back(
    phones: Phones, assistant: FakeAssistant, act: str, body: dict[str, Any], event: str, holder: str
) -> None:
    openid = await phones.follower()
    await phones.act(openid, "consent", template=LONG_TERM, accept=True)
    await phones.act(openid, act, template=LONG_TERM, **body)
    assert assistant.messages[1]["Event"] == event
    assert assistant.messages[1][holder]["List"]["SubscribeStatusString"] == "reject"
    assert (await phones.state_of(openid))["consents"] == []


async def test_any_other_event_can_be_sent(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    await phones.act(openid, "event", event="user_gifting_card", fields={"CardId": "c1"})
    assert (assistant.messages[0]["Event"], assistant.messages[0]["CardId"]) == ("user_gifting_card", "c1")


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("text", {"text": "你好"}),
        ("click", {"key": "x"}),
        ("unfollow", {}),
        ("consent", {"template": TEMPLATE, "accept": True}),
        ("consent", {"template": "nothing", "accept": True}),
        ("consent", {"template": ONE_OFF}),
        ("text", {}),
    ],
)
async def test_what_a_phone_cannot_do_is_refused(
    phones: Phones, assistant: FakeAssistant, act: str, body: dict[str, Any]
) -> None:
    openid = (await phones.control("people", name="甲"))["openid"]
    response = await phones.client.post(f"/control/people/{openid}/{act}", json=body)
    assert response.status_code == 400
    assert response.json()["error"]
    assert assistant.posted == []


async def test_a_temporary_qr_code_runs_out(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    scene = {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "mm:3"}}, "expire_seconds": 120}
    assert (await phones.post("/cgi-bin/qrcode/create", scene))["expire_seconds"] == 120
    await phones.act(openid, "scan", scene="mm:3")
    await phones.control("clock", advance=121)
    response = await phones.client.post(f"/control/people/{openid}/scan", json={"scene": "mm:3"})
    assert response.status_code == 400
    assert "过期" in response.json()["error"]
    assert len(assistant.posted) == 1
