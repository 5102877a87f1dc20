"""The WeCom application: sending, silent limits, duplicate check, cards."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import DEFAULT, SimulatedClock
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

AGENT = DEFAULT.wecom.agent_id
CARD = {
    "card_type": "button_interaction",
    "task_id": "task-1",
    "main_title": {"title": "转人工", "desc": "有人在等"},
    "button_list": [{"text": "我来", "key": "take"}],
}


async def send(phones: Phones, touser: str, words: str = "早", /, **more: Any) -> dict[str, Any]:
    body = {"touser": touser, "msgtype": "text", "agentid": AGENT, "text": {"content": words}, **more}
    return await phones.post("/cgi-bin/message/send", body, "/wecom")


async def screen(phones: Phones, userid: str) -> list[dict[str, Any]]:
    return list((await phones.read(f"staff/{userid}/messages"))["messages"])


@pytest.fixture
async def staff(phones: Phones) -> Phones:
    for userid in ("zhang", "li"):
        await phones.control("staff", userid=userid, name=userid.title())
    return phones


async def test_a_message_reaches_every_member_named(staff: Phones) -> None:
    answer = await send(staff, "zhang|li")
    assert (answer["errcode"], answer["invaliduser"]) == (0, "")
    assert [(await screen(staff, userid))[0]["text"] for userid in ("zhang", "li")] == ["早", "早"]


async def test_unknown_members_are_named_in_an_answer_that_says_ok(staff: Phones) -> None:
    answer = await send(staff, "zhang|nobody")
    assert (answer["errcode"], answer["invaliduser"]) == (0, "nobody")
    assert len(await screen(staff, "zhang")) == 1


@pytest.mark.parametrize(
    ("touser", "more", "errcode"),
    [
        ("nobody", {}, 81013),
        ("zhang", {"agentid": 1}, 40056),
        ("zhang", {"msgtype": "song"}, 40008),
        ("zhang", {"text": {"content": ""}}, 44004),
        ("", {}, 40058),
    ],
)
async def test_what_breaks_a_rule_is_refused(staff: Phones, touser: str, more: dict[str, Any], errcode: int) -> None:
    assert (await send(staff, touser, **more))["errcode"] == errcode


async def test_a_long_text_is_cut_between_characters(staff: Phones) -> None:
    await send(staff, "zhang", "长" * 1000)
    assert (await screen(staff, "zhang"))[0]["text"] == "长" * 682


async def test_the_thirty_first_message_of_a_minute_vanishes_without_an_error(
    staff: Phones, clock: SimulatedClock
) -> None:
    answers = [(await send(staff, "zhang", str(number)))["errcode"] for number in range(31)]
    assert answers == [0] * 31
    assert len(await screen(staff, "zhang")) == 30
    assert (await staff.read("staff/zhang/messages"))["dropped"] == 1
    assert (await staff.read("counts"))["wecom_dropped"] == 1
    clock.advance(60)
    await send(staff, "zhang", "later")
    assert (await screen(staff, "zhang"))[-1]["text"] == "later"


async def test_the_duplicate_check_holds_for_its_interval(staff: Phones, clock: SimulatedClock) -> None:
    check = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
    for _ in range(2):
        assert (await send(staff, "zhang", **check))["errcode"] == 0
    assert len(await screen(staff, "zhang")) == 1
    clock.advance(601)
    await send(staff, "zhang", **check)
    assert len(await screen(staff, "zhang")) == 2


async def test_without_the_check_a_repeated_message_arrives_twice(staff: Phones) -> None:
    for _ in range(2):
        await send(staff, "zhang")
    assert len(await screen(staff, "zhang")) == 2


async def send_card(phones: Phones) -> str:
    body = {"touser": "zhang", "msgtype": "template_card", "agentid": AGENT, "template_card": CARD}
    return str((await phones.post("/cgi-bin/message/send", body, "/wecom"))["response_code"])


async def update(phones: Phones, code: str) -> dict[str, Any]:
    body = {"userids": ["zhang"], "agentid": AGENT, "response_code": code, "button": {"replace_name": "已接手"}}
    return await phones.post("/cgi-bin/message/update_template_card", body, "/wecom")


async def test_a_card_is_updated_once_with_its_code(staff: Phones) -> None:
    code = await send_card(staff)
    assert [(await update(staff, code))["errcode"] for _ in range(2)] == [0, 40058]
    card, changed = await screen(staff, "zhang")
    assert (card["title"], card["card"]["button_list"][0]["key"]) == ("转人工", "take")
    assert (changed["kind"], changed["text"], changed["task_id"]) == ("card_update", "已接手", "task-1")


async def test_a_code_ends_after_72_hours(staff: Phones, clock: SimulatedClock) -> None:
    code = await send_card(staff)
    clock.advance(72 * 3600)
    assert (await update(staff, code))["errcode"] == 40058


async def test_a_card_with_a_broken_task_id_is_refused(staff: Phones) -> None:
    card = {**CARD, "task_id": "有汉字"}
    body = {"touser": "zhang", "msgtype": "template_card", "agentid": AGENT, "template_card": card}
    assert (await staff.post("/cgi-bin/message/send", body, "/wecom"))["errcode"] == 40058


async def test_members_are_looked_up(staff: Phones) -> None:
    query = {"access_token": await staff.token("/wecom"), "userid": "zhang"}
    assert (await staff.client.get("/wecom/cgi-bin/user/get", params=query)).json()["name"] == "Zhang"
    query["userid"] = "nobody"
    assert (await staff.client.get("/wecom/cgi-bin/user/get", params=query)).json()["errcode"] == 60111


@pytest.mark.parametrize(("change", "errcode"), [({"corpid": "ww0"}, 40013), ({"corpsecret": "no"}, 40091)])
async def test_wrong_credentials_get_no_token(phones: Phones, change: dict[str, str], errcode: int) -> None:
    query = {"corpid": DEFAULT.wecom.corp_id, "corpsecret": DEFAULT.wecom.secret, **change}
    assert (await phones.client.get("/wecom/cgi-bin/gettoken", params=query)).json()["errcode"] == errcode
