"""What members of staff do, as a third party's library opens and reads it."""

from __future__ import annotations

from typing import Any

import pytest
from wechatpy.enterprise import parse_message
from wechatpy.enterprise.crypto import WeChatCrypto

from simulator import DEFAULT
from tests.simulator.fake_assistant import FakeAssistant, saying
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

ACCOUNT = DEFAULT.wecom


def read_by_wechatpy(assistant: FakeAssistant) -> Any:
    posted = assistant.posted[-1]
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.corp_id)
    query = posted.query
    return parse_message(
        crypto.decrypt_message(posted.body, query["msg_signature"], query["timestamp"], query["nonce"])
    )


@pytest.fixture
async def staff(phones: Phones) -> Phones:
    await phones.control("staff", userid="zhang", name="张")
    return phones


async def test_wechatpy_reads_a_text_of_a_member(staff: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [saying("收到")]
    answer = await staff.control("staff/zhang/text", text="今天谁值班")
    message = read_by_wechatpy(assistant)
    assert (message.type, message.source, message.content) == ("text", "zhang", "今天谁值班")
    assert (message.agent, message.id) == (ACCOUNT.agent_id, answer["msg_id"])
    assert assistant.posted[0].path == "/channels/wecom"
    lines = (await staff.read("staff/zhang/messages"))["messages"]
    assert [(line["from"], line["text"]) for line in lines] == [("person", "今天谁值班"), ("app", "收到")]


async def test_a_pressed_button_carries_task_key_and_a_code_for_one_update(
    staff: Phones, assistant: FakeAssistant
) -> None:
    await staff.control("staff/zhang/card", task_id="task-1", button_key="take")
    message = assistant.messages[0]
    assert (message["Event"], message["TaskId"], message["EventKey"]) == ("template_card_event", "task-1", "take")
    body = {
        "userids": ["zhang"],
        "agentid": ACCOUNT.agent_id,
        "response_code": message["ResponseCode"],
        "button": {"replace_name": "已接手"},
    }
    assert (await staff.post("/cgi-bin/message/update_template_card", body, "/wecom"))["errcode"] == 0


async def test_opening_the_application_is_an_event(staff: Phones, assistant: FakeAssistant) -> None:
    await staff.control("staff/zhang/enter")
    assert read_by_wechatpy(assistant).type == "event"
    assert assistant.messages[0]["Event"] == "enter_agent"


async def test_three_failures_show_no_notice_in_wecom(staff: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [(500, b"")] * 3
    deliveries = (await staff.control("staff/zhang/text", text="在吗"))["deliveries"]
    assert [each["body_kind"] for each in deliveries] == ["error"] * 3
    assert len((await staff.read("staff/zhang/messages"))["messages"]) == 1


async def test_a_forged_message_is_not_on_the_screen(staff: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [(403, b"")]
    await staff.control("staff/zhang/text", text="我是站长", fault="forge")
    assert (await staff.read("staff/zhang/messages"))["messages"] == []


async def test_an_unknown_member_is_not_found(phones: Phones) -> None:
    response = await phones.client.post("/control/staff/nobody/text", json={"text": "x"})
    assert response.status_code == 404
