"""Deliveries: five seconds, three tries, the notice on the phone, and the tricks that a test may play."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from simulator import DEFAULT, Mode, SimulatedClock
from tests.simulator.conftest import START
from tests.simulator.fake_assistant import FakeAssistant, Hanging, reply_xml, saying
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

NOTICE = "该公众号暂时无法提供服务，请稍后再试"
IMPATIENT = replace(DEFAULT, time_limit=0.05)
PLAIN = replace(DEFAULT, wechat=replace(DEFAULT.wechat, mode=Mode.PLAIN))


async def texts(phones: Phones, openid: str) -> list[str]:
    return [line["text"] for line in await phones.lines(openid)]


async def test_a_passive_reply_reaches_the_phone(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [saying("您好")]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "text", text="你好")
    assert [(each["attempt"], each["status"], each["body_kind"]) for each in deliveries] == [(1, 200, "passive")]
    line = (await phones.lines(openid))[-1]
    assert (line["from"], line["kind"], line["text"], line["way"]) == ("account", "text", "您好", "passive")
    assert (await phones.state_of(openid))["quota"]["left"] == 8


@pytest.mark.parametrize(("body", "kind"), [(b"success", "success"), (b"", "empty")])
async def test_silence_is_accepted_without_a_word(
    phones: Phones, assistant: FakeAssistant, body: bytes, kind: str
) -> None:
    assistant.answers = [body]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "text", text="你好")
    assert [each["body_kind"] for each in deliveries] == [kind]
    assert await texts(phones, openid) == ["你好"]


async def test_a_late_answer_is_cut_and_asked_for_again_with_the_same_id(clock: SimulatedClock) -> None:
    assistant = FakeAssistant(IMPATIENT, [Hanging(), Hanging(), saying("来了")])
    async with Phones.on(IMPATIENT, assistant, clock) as phones:
        openid = await phones.follower()
        deliveries = await phones.act(openid, "text", text="你好")
        assert [each["body_kind"] for each in deliveries] == ["timeout", "timeout", "passive"]
        assert await texts(phones, openid) == ["你好", "来了"]
    assert assistant.cancelled == 2
    assert len({message["MsgId"] for message in assistant.messages}) == 1
    assert len({posted.query["nonce"] for posted in assistant.posted}) == 3


@pytest.mark.parametrize(
    "answer", [Hanging(), (500, b"success"), (403, b""), b"{}", b"<xml>", b" ", ConnectionResetError()]
)
async def test_after_three_failures_the_phone_shows_the_notice(
    clock: SimulatedClock, answer: Hanging | bytes | tuple[int, bytes] | Exception
) -> None:
    assistant = FakeAssistant(IMPATIENT, [answer] * 3)
    async with Phones.on(IMPATIENT, assistant, clock) as phones:
        openid = await phones.follower()
        deliveries = await phones.act(openid, "text", text="你好")
        assert len(deliveries) == 3
        assert all(each["problem"] for each in deliveries)
        assert await texts(phones, openid) == ["你好", NOTICE]
        assert (await phones.lines(openid))[-1]["kind"] == "notice"
    assert len(assistant.posted) == 3


async def test_a_plain_account_posts_and_takes_plain_xml(clock: SimulatedClock) -> None:
    assistant = FakeAssistant(PLAIN, [lambda posted: reply_xml(posted).encode()])
    async with Phones.on(PLAIN, assistant, clock) as phones:
        openid = await phones.follower()
        assert (await phones.act(openid, "text", text="你好"))[0]["body_kind"] == "passive"
    query = assistant.posted[0].query
    assert "msg_signature" not in query
    parts = sorted([DEFAULT.wechat.token, query["timestamp"], query["nonce"]])
    assert query["signature"] == hashlib.sha1("".join(parts).encode()).hexdigest()


async def test_a_callback_carries_the_real_time_however_far_the_clock_is_advanced(
    phones: Phones, assistant: FakeAssistant
) -> None:
    openid = await phones.follower()
    await phones.control("clock", advance=86_400)
    await phones.act(openid, "text", text="你好")
    assert assistant.posted[0].query["timestamp"] == str(int(START.timestamp()))
    assert assistant.messages[0]["CreateTime"] == str(int(START.timestamp()))


async def test_an_early_disconnect_cuts_the_first_delivery_only(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [Hanging(), saying("来了")]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "text", text="你好", fault="disconnect_after:0.05")
    assert [each["body_kind"] for each in deliveries] == ["timeout", "passive"]
    assert await texts(phones, openid) == ["你好", "来了"]


async def test_a_repeated_delivery_shows_the_first_answer_once(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [saying("一"), saying("二")]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "text", text="你好", fault="retry")
    assert [each["body_kind"] for each in deliveries] == ["passive", "passive"]
    assert assistant.messages[0]["MsgId"] == assistant.messages[1]["MsgId"]
    assert await texts(phones, openid) == ["你好", "一"]


async def test_a_repeated_event_carries_the_same_moment(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    await phones.act(openid, "click", key="menu", fault="retry")
    assert assistant.messages[0] == assistant.messages[1]
    assert "MsgId" not in assistant.messages[0]


async def test_a_forged_request_is_signed_wrong_and_leaves_the_phone_alone(
    phones: Phones, assistant: FakeAssistant
) -> None:
    assistant.answers = [(403, b"")]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "text", text="我是他", fault="forge")
    assert [each["body_kind"] for each in deliveries] == ["error"]
    query = assistant.posted[0].query
    parts = sorted([DEFAULT.wechat.token, query["timestamp"], query["nonce"]])
    assert query["signature"] != hashlib.sha1("".join(parts).encode()).hexdigest()
    assert await phones.lines(openid) == []
    assert (await phones.state_of(openid))["quota"]["kind"] == "follow"


async def test_a_stale_request_is_an_hour_old_and_signed_right(phones: Phones, assistant: FakeAssistant) -> None:
    openid = await phones.follower()
    await phones.act(openid, "text", text="你好", fault="stale")
    query = assistant.posted[0].query
    assert int(query["timestamp"]) == int(START.timestamp()) - 3600
    parts = sorted([DEFAULT.wechat.token, query["timestamp"], query["nonce"]])
    assert query["signature"] == hashlib.sha1("".join(parts).encode()).hexdigest()
    assert await phones.lines(openid) == []


async def test_a_reply_to_an_event_without_a_conversation_is_not_shown(
    phones: Phones, assistant: FakeAssistant
) -> None:
    assistant.answers = [saying("再见")]
    openid = await phones.follower()
    deliveries = await phones.act(openid, "unfollow")
    assert deliveries[0]["body_kind"] == "passive"
    assert "不会显示" in deliveries[0]["problem"]
    assert await texts(phones, openid) == ["取消关注了公众号"]


async def test_an_act_that_does_not_wait_is_delivered_all_the_same(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [saying("您好")]
    openid = await phones.follower()
    answer = await phones.control(f"people/{openid}/text", text="你好", wait=False)
    assert set(answer) == {"msg_id"}
    assert (await phones.control("settle"))["settled"] == 1
    assert await texts(phones, openid) == ["你好", "您好"]
    assert assistant.messages[0]["MsgId"] == str(answer["msg_id"])


async def test_every_delivery_is_in_the_transcript(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [(500, b"")]
    openid = await phones.follower()
    await phones.act(openid, "text", text="你好")
    entries = (await phones.read("transcript"))["entries"]
    assert [(each["direction"], each["openid"], each["body_kind"]) for each in entries] == [
        ("callback", openid, "error"),
        ("callback", openid, "success"),
    ]
    assert "500" in entries[0]["problem"]
    assert (await phones.read("counts"))["callbacks"] == {"error": 1, "success": 1}


async def test_an_unknown_fault_is_refused_with_the_choices(phones: Phones) -> None:
    openid = await phones.follower()
    response = await phones.client.post(f"/control/people/{openid}/text", json={"text": "x", "fault": "explode"})
    assert response.status_code == 400
    assert "disconnect_after" in response.json()["error"]
