"""模板消息 and 订阅通知: consents, fields, events, and what a phone received twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator import DEFAULT, SimulatedClock
from tests.simulator.fake_assistant import FakeAssistant
from tests.simulator.phones import FIELDS, LONG_TERM, ONE_OFF, TEMPLATE, Phones

pytestmark = pytest.mark.anyio


async def subscriber(phones: Phones, template_id: str = ONE_OFF) -> str:
    openid = await phones.follower()
    await phones.act(openid, "consent", template=template_id, accept=True)
    return openid


async def send_template(phones: Phones, openid: str, **more: Any) -> dict[str, Any]:
    body = {"touser": openid, "template_id": TEMPLATE, "data": FIELDS, "url": "http://127.0.0.1/x", **more}
    return await phones.post("/cgi-bin/message/template/send", body)


async def test_a_one_off_consent_is_used_up_by_one_notice(phones: Phones) -> None:
    openid = await subscriber(phones)
    assert [(await phones.send_notice(openid))["errcode"] for _ in range(2)] == [0, 43101]
    assert (await phones.state_of(openid))["consents"][0]["remaining"] == 0


async def test_a_long_term_consent_is_not_used_up(phones: Phones) -> None:
    openid = await subscriber(phones, LONG_TERM)
    assert [(await phones.send_notice(openid, LONG_TERM))["errcode"] for _ in range(3)] == [0, 0, 0]


async def test_a_notice_needs_no_open_window(phones: Phones, clock: SimulatedClock) -> None:
    openid = await subscriber(phones)
    clock.advance(30 * 24 * 3600)
    assert (await phones.send_notice(openid))["errcode"] == 0


async def test_a_notice_is_a_card_on_the_phone(phones: Phones) -> None:
    openid = await subscriber(phones)
    await phones.send_notice(openid, page="http://127.0.0.1:8000/me")
    line = (await phones.lines(openid))[-1]
    assert (line["kind"], line["way"], line["title"], line["url"]) == (
        "subscribe",
        "subscribe",
        "政策提醒",
        "http://127.0.0.1:8000/me",
    )
    assert line["fields"][0] == {"name": "政策名称", "value": "灵活就业社保补贴"}


async def test_without_consent_nothing_is_sent(phones: Phones) -> None:
    openid = await phones.follower()
    assert (await phones.send_notice(openid))["errcode"] == 43101
    assert await phones.lines(openid) == []


@pytest.mark.parametrize(
    ("template_id", "errcode"), [("nothing", 40037), ("", 40037), (TEMPLATE, 40037), (LONG_TERM, 43101)]
)
async def test_a_template_of_another_kind_does_not_do(phones: Phones, template_id: str, errcode: int) -> None:
    assert (await phones.send_notice(await subscriber(phones), template_id))["errcode"] == errcode


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("thing1", "长" * 21),
        ("thing1", ""),
        ("thing1", "两\n行"),
        ("thing1", None),
        ("time3", "下个星期"),
    ],
)
async def test_a_field_that_breaks_its_limit_is_named_and_costs_no_consent(
    phones: Phones, key: str, value: str | None
) -> None:
    openid = await subscriber(phones)
    answer = await phones.send_notice(openid, data={**FIELDS, key: {"value": value}})
    assert answer["errcode"] == 47003
    assert f"data.{key}.value" in answer["errmsg"]
    assert (await phones.state_of(openid))["consents"][0]["remaining"] == 1


async def test_a_missing_field_is_named(phones: Phones) -> None:
    openid = await subscriber(phones)
    answer = await phones.send_notice(openid, data={"thing1": {"value": "一"}})
    assert (answer["errcode"], "data.thing2.value" in answer["errmsg"]) == (47003, True)


async def test_the_end_of_sending_is_told(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await subscriber(phones)
    notice, template = await phones.send_notice(openid), await send_template(phones, openid)
    await phones.control("settle")
    sent = assistant.messages[1]["SubscribeMsgSentEvent"]["List"]
    assert (sent["TemplateId"], sent["MsgID"], sent["ErrorCode"]) == (ONE_OFF, str(notice["msgid"]), "0")
    finished = assistant.messages[2]
    assert (finished["Event"], finished["MsgID"], finished["Status"]) == (
        "TEMPLATESENDJOBFINISH",
        str(template["msgid"]),
        "success",
    )


async def test_the_end_is_not_told_when_switched_off(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, sends_events=False)
    assistant = FakeAssistant(config)
    async with Phones.on(config, assistant, clock) as phones:
        assert (await send_template(phones, await phones.follower()))["errcode"] == 0
        await phones.control("settle")
    assert assistant.posted == []


async def test_a_template_message_needs_a_follower(phones: Phones) -> None:
    openid = await phones.follower()
    assert (await send_template(phones, openid))["errcode"] == 0
    await phones.act(openid, "unfollow")
    assert (await send_template(phones, openid))["errcode"] == 43004


async def test_a_subscription_survives_unfollowing(phones: Phones) -> None:
    openid = await subscriber(phones)
    await phones.act(openid, "unfollow")
    assert (await phones.send_notice(openid))["errcode"] == 0


async def test_a_repeated_client_id_sends_nothing_for_ten_minutes(phones: Phones, clock: SimulatedClock) -> None:
    openid = await phones.follower()
    first, second = [await send_template(phones, openid, client_msg_id="n-1") for _ in range(2)]
    assert first["msgid"] == second["msgid"]
    assert len(await phones.lines(openid)) == 1
    clock.advance(601)
    assert (await send_template(phones, openid, client_msg_id="n-1"))["msgid"] != first["msgid"]
    assert len(await phones.lines(openid)) == 2


async def test_what_a_phone_received_twice_is_found(phones: Phones) -> None:
    openid = await subscriber(phones, LONG_TERM)
    other = await subscriber(phones, LONG_TERM)
    for who in (openid, openid, other):
        await phones.send_notice(who, LONG_TERM)
    await phones.send_notice(openid, LONG_TERM, page="http://127.0.0.1/other")
    found = await phones.read("duplicates")
    assert [(each["openid"], each["count"]) for each in found] == [(openid, 2)]
    assert found[0]["key"].startswith(LONG_TERM)


async def test_without_the_platforms_own_check_a_repeated_client_id_is_a_duplicate(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, knows_client_msg_id=False)
    async with Phones.on(config, FakeAssistant(config), clock) as phones:
        openid = await phones.follower()
        for _ in range(2):
            await send_template(phones, openid, client_msg_id="n-1")
        assert await phones.read("duplicates") == [{"openid": openid, "key": f"{TEMPLATE}:n-1", "count": 2}]
