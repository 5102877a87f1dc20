"""客服消息: every kind, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator import DEFAULT, SimulatedClock
from tests.simulator.fake_assistant import FakeAssistant
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

SEND = "/cgi-bin/message/custom/send"
ITEM = {"id": "1", "content": "一"}


def message(openid: Any, kind: Any, **content: Any) -> dict[str, Any]:
    return {"touser": openid, "msgtype": kind, str(kind): content}


async def test_a_menu_message_shows_its_items(phones: Phones) -> None:
    openid = await phones.follower()
    sent = message(
        openid, "msgmenu", head_content="选一个", list=[ITEM, {"id": "2", "content": "二"}], tail_content="谢谢"
    )
    assert (await phones.post(SEND, sent))["errcode"] == 0
    line = (await phones.lines(openid))[0]
    assert (line["kind"], line["way"], line["text"], line["tail"]) == ("menu", "customer", "选一个", "谢谢")
    assert [item["id"] for item in line["menu"]] == ["1", "2"]


async def test_an_article_shows_its_link(phones: Phones) -> None:
    openid = await phones.follower()
    article = {"title": "题", "description": "说明", "url": "http://127.0.0.1/x"}
    assert (await phones.post(SEND, message(openid, "news", articles=[article])))["errcode"] == 0
    line = (await phones.lines(openid))[0]
    assert (line["title"], line["text"], line["url"]) == ("题", "说明", "http://127.0.0.1/x")


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("text", {"content": ""}, 44004),
        ("text", {"content": 5}, 47001),
        ("text", {"content": "长" * 683}, 45002),
        ("Text", {"content": "你好"}, 40008),
        ("image", {}, 40007),
        ("news", {"articles": [{"title": "a"}, {"title": "b"}]}, 45008),
        ("news", {"articles": []}, 47001),
        ("msgmenu", {"list": [ITEM] * 11}, 45098),
        ("msgmenu", {"list": []}, 45098),
        ("msgmenu", {"list": [{"id": 1, "content": "一"}]}, 47001),
        (7, {}, 47001),
    ],
)
async def test_what_breaks_a_rule_is_refused_and_not_shown(
    phones: Phones, kind: Any, content: dict[str, Any], errcode: int
) -> None:
    openid = await phones.follower()
    assert (await phones.post(SEND, message(openid, kind, **content)))["errcode"] == errcode
    assert await phones.lines(openid) == []


async def test_a_text_of_2048_bytes_is_taken(phones: Phones) -> None:
    assert (await phones.send_text(await phones.follower(), "长" * 682 + "ab"))["errcode"] == 0


@pytest.mark.parametrize(("openid", "errcode"), [("oNobody", 40003), ("", 40003), (None, 40003), (5, 47001)])
async def test_a_recipient_that_does_not_exist_is_refused(phones: Phones, openid: Any, errcode: int) -> None:
    assert (await phones.post(SEND, message(openid, "text", content="你好")))["errcode"] == errcode


async def test_an_uncertified_account_has_no_menu_messages(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, is_certified=False)
    async with Phones.on(config, FakeAssistant(config), clock) as phones:
        openid = await phones.follower()
        assert (await phones.post(SEND, message(openid, "msgmenu", list=[ITEM])))["errcode"] == 40200


async def test_typing_is_shown_until_the_message_comes(phones: Phones) -> None:
    openid = await phones.follower()
    path = "/cgi-bin/message/custom/typing"
    assert (await phones.post(path, {"touser": openid, "command": "Typing"}))["errcode"] == 0
    assert (await phones.state_of(openid))["typing"] is True
    await phones.send_text(openid)
    state = await phones.state_of(openid)
    assert (state["typing"], state["quota"]["left"]) == (False, 2)
    assert (await phones.post(path, {"touser": openid, "command": "Sleeping"}))["errcode"] == 40008
