"""What we ask of WeChat's servers: the right path and body for each call, readable JSON, one token for all."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.messaging.api.access_tokens import MemoryShelf
from bot.messaging.api.messenger import Letter, Receipt, Way
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.messaging.api.wechat import WechatApi, authorisation_address
from tests.messaging.platform_stub import SECRET, Clock, PlatformStub

pytestmark = pytest.mark.anyio

APP = "wxapp"
SEND = "/cgi-bin/message/custom/send"


async def no_sleep(_seconds: float) -> None:
    """Let a test not wait."""


def api_of(stub: PlatformStub) -> WechatApi:
    return WechatApi("http://platform", APP, SECRET, MemoryShelf(), Clock(), stub.transport, no_sleep)


def letter(way: Way, **fields: Any) -> Letter:
    return Letter(way, "oOpenid", "key-1", **fields)


async def test_a_text_is_a_customer_message() -> None:
    stub = PlatformStub()
    assert await api_of(stub).send(letter(Way.CUSTOMER, text="您好")) == Receipt(None)
    assert stub.requests[0].url.path == SEND
    assert stub.bodies == [{"touser": "oOpenid", "msgtype": "text", "text": {"content": "您好"}}]


async def test_a_subscription_notice_names_template_fields_and_page() -> None:
    stub = PlatformStub([{"errcode": 0, "msgid": 17}])
    sent = letter(Way.SUBSCRIBE, template="t-1", fields={"thing1": "社保补贴"}, url="https://p/me")
    assert await api_of(stub).send(sent) == Receipt("17")
    assert stub.requests[0].url.path == "/cgi-bin/message/subscribe/bizsend"
    assert stub.bodies == [
        {"touser": "oOpenid", "template_id": "t-1", "data": {"thing1": {"value": "社保补贴"}}, "page": "https://p/me"}
    ]


async def test_a_template_message_carries_the_key_against_repetition() -> None:
    stub = PlatformStub([{"errcode": 0, "msgid": "18"}])
    assert await api_of(stub).send(letter(Way.TEMPLATE, template="t-1", fields={"a": "b"})) == Receipt("18")
    assert stub.requests[0].url.path == "/cgi-bin/message/template/send"
    assert stub.bodies == [
        {"touser": "oOpenid", "template_id": "t-1", "data": {"a": {"value": "b"}}, "client_msg_id": "key-1"}
    ]


@pytest.mark.parametrize("text", ["中文，标点。", "😀👍🏽", "\u2028\u00a0é", '引"号\\u4e2d'])
async def test_a5_no_character_is_escaped_in_json(text: str) -> None:
    stub = PlatformStub()
    await api_of(stub).send_text("oOpenid", text)
    raw = stub.requests[0].content
    assert json.loads(raw)["text"]["content"] == text
    assert rb"\u" not in raw.replace(rb"\\u", b"")
    assert json.dumps(text, ensure_ascii=False).encode() in raw


async def test_a3_fifty_sends_at_once_fetch_one_token() -> None:
    stub = PlatformStub()
    gate = asyncio.Event()
    stub.before_token = gate.wait
    api = api_of(stub)
    sends = [asyncio.create_task(api.send_text("oOpenid", str(number))) for number in range(50)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*sends)
    assert (stub.tokens_given, len(stub.requests)) == (1, 50)
    assert set(stub.tokens_used) == {"token-1"}


async def test_the_token_is_never_forced() -> None:
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.url.path, json.loads(request.content)))
        return httpx.Response(200, json={"access_token": "t", "expires_in": 7200})

    await WechatApi("http://p", APP, SECRET, MemoryShelf(), Clock(), httpx.MockTransport(answer)).check_token()
    body = {"grant_type": "client_credential", "appid": APP, "secret": SECRET, "force_refresh": False}
    assert asked == [("POST", "/cgi-bin/stable_token", body)]


async def test_a4_no_token_means_the_refusal_of_the_token() -> None:
    stub = PlatformStub()
    stub.token_answer = {"errcode": 40125, "errmsg": "invalid appsecret rid: 1"}
    with pytest.raises(PlatformRefusal) as caught:
        await api_of(stub).send_text("oOpenid", "x")
    assert (caught.value.reaction, stub.requests) == (Reaction.STOP, [])


READS: dict[str, tuple[Callable[[WechatApi], Awaitable[Any]], dict[str, Any], str, Any]] = {
    "menu": (lambda api: api.read_menu(), {"menu": {}}, "/cgi-bin/menu/get", {"menu": {}}),
    "templates": (
        lambda api: api.read_templates(),
        {"template_list": [{"template_id": "t"}]},
        "/cgi-bin/template/get_all_private_template",
        [{"template_id": "t"}],
    ),
    "subscribe_templates": (
        lambda api: api.read_subscribe_templates(),
        {"data": [{"priTmplId": "t"}]},
        "/wxaapi/newtmpl/gettemplate",
        [{"priTmplId": "t"}],
    ),
    "page_ticket": (
        lambda api: api.read_page_ticket(),
        {"errcode": 0, "ticket": "k", "expires_in": 7200},
        "/cgi-bin/ticket/getticket",
        ("k", 7200),
    ),
    "openid": (lambda api: api.openid_of("code"), {"openid": "oOpenid"}, "/sns/oauth2/access_token", "oOpenid"),
}


@pytest.mark.parametrize("case", READS.values(), ids=READS)
async def test_what_is_read_is_returned(case: tuple[Callable[[WechatApi], Awaitable[Any]], Any, str, Any]) -> None:
    ask, answer, path, expected = case
    stub = PlatformStub([answer])
    assert await ask(api_of(stub)) == expected
    assert (stub.requests[0].method, stub.requests[0].url.path) == ("GET", path)


async def test_the_menu_and_codes_are_made() -> None:
    stub = PlatformStub([0, {"url": "http://q/1"}])
    api = api_of(stub)
    await api.create_menu({"button": [{"name": "问政策"}]})
    assert await api.create_permanent_qr("st:zhongbei") == "http://q/1"
    scene = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "st:zhongbei"}}}
    assert stub.bodies == [{"button": [{"name": "问政策"}]}, scene]


@pytest.mark.parametrize("answer", [{}, {"openid": ""}, {"openid": 7}, {"errcode": 40163}])
async def test_a_code_that_names_nobody_is_a_refusal(answer: dict[str, Any]) -> None:
    with pytest.raises(PlatformRefusal):
        await api_of(PlatformStub([answer])).openid_of("code")


def test_the_authorisation_page_gets_everything_encoded() -> None:
    address = authorisation_address("http://p", "wxapp", "https://h/me?a=1&b=2", "st&te")
    assert parse_qs(urlsplit(address).query) == {
        "appid": ["wxapp"],
        "redirect_uri": ["https://h/me?a=1&b=2"],
        "response_type": ["code"],
        "scope": ["snsapi_base"],
        "state": ["st&te"],
    }
    assert urlsplit(address).fragment == "wechat_redirect"


@pytest.mark.parametrize("said", [0, 40001, 45015, 40164, httpx.ReadTimeout("late")])
async def test_a7_no_log_at_any_level_names_token_secret_or_openid(caplog: pytest.LogCaptureFixture, said: Any) -> None:
    caplog.set_level(logging.DEBUG)
    # Put together here, because a traceback would show the line that holds them.
    openid, code = "-".join(("oOpenid", "of-someone")), "-".join(("code", "of-someone"))
    api = api_of(PlatformStub([{"openid": openid}, said]))
    assert await api.openid_of(code) == openid
    try:
        await api.send_text(openid, "x")
    except PlatformRefusal as refused:
        logging.getLogger("bot").exception("refused: %s", refused)
    assert "HTTP Request: GET http://platform/sns/oauth2/access_token" in caplog.text
    assert [leak for leak in (SECRET, "token-1", "token-2", openid, code) if leak in caplog.text] == []
