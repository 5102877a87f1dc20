"""Who gets through the door of WeCom, checked with wechatpy's crypto and parser as the independent peer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import xmltodict
from sqlalchemy import select
from sqlalchemy.engine import Engine
from wechatpy.enterprise import parse_message
from wechatpy.enterprise.crypto import PrpCrypto, WeChatCrypto

from bot.front.channels.signed_request import SignedQuery
from bot.front.channels.wecom.door import WecomDoor
from bot.messaging.protocol.envelope import Envelopes, Key
from bot.messaging.protocol.inbound import Text
from bot.messaging.protocol.inbound_reader import read_inbound
from bot.messaging.protocol.signatures import signature_of
from bot.storage.tables import received
from bot.wording.office import wecom as say
from simulator.platform.config import DEFAULT
from tests.front.channels.wechat.phone import Switchboard
from tests.front.channels.wecom.desk import Desk

pytestmark = pytest.mark.anyio

PATH = "/channels/wecom"
THERE = DEFAULT.wecom
ANOTHER_KEY = "anotherAESkeyOfSomeOtherWeComApplication001"
PEER = WeChatCrypto(THERE.token, THERE.aes_key, THERE.corp_id)


def message(text: str = "帮助", userid: str = "zhangsan", msg_id: int = 1) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{THERE.corp_id}]]></ToUserName><FromUserName><![CDATA[{userid}]]></FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{msg_id}</MsgId><AgentID>{THERE.agent_id}</AgentID></xml>"
    )


def sealed(text: str, key: str = THERE.aes_key, corp: str = THERE.corp_id) -> str:
    ciphertext: bytes = PrpCrypto(WeChatCrypto(THERE.token, key, corp).key).encrypt(text, corp)
    return ciphertext.decode()


def query_for(ciphertext: str, token: str = THERE.token, at: float | None = None) -> dict[str, str]:
    stamp = str(int(at or time.time()))
    return {
        "msg_signature": signature_of(token, stamp, "nonce", ciphertext),
        "timestamp": stamp,
        "nonce": "nonce",
    }


async def post(front: httpx.AsyncClient, ciphertext: str, **changes: Any) -> httpx.Response:
    query = {**query_for(ciphertext, changes.pop("token", THERE.token), changes.pop("at", None)), **changes}
    body = f"<xml><ToUserName>x</ToUserName><Encrypt><![CDATA[{ciphertext}]]></Encrypt></xml>"
    return await front.post(PATH, params=query, content=body.encode())


def opened(answer: httpx.Response) -> str:
    envelope = xmltodict.parse(answer.text)["xml"]
    message: bytes = PEER.decrypt_message(envelope, envelope["MsgSignature"], envelope["TimeStamp"], envelope["Nonce"])
    return message.decode() if isinstance(message, bytes) else message


def seen(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(received)).all())


async def test_the_platform_finds_the_address_and_a_forger_does_not(switchboard: Switchboard) -> None:
    verdicts = await switchboard.control("verify", {})
    assert verdicts["wecom"]["ok"], verdicts


async def test_the_echo_of_the_peer_comes_back_opened(switchboard: Switchboard) -> None:
    echo = sealed("1288432023552776189")
    answer = await switchboard.front.get(PATH, params={**query_for(echo), "echostr": echo})
    assert (answer.status_code, answer.text) == (200, "1288432023552776189")


@pytest.mark.parametrize(
    "change",
    [
        {"msg_signature": "0" * 40},
        {"msg_signature": ""},
        {"echostr": "tampered"},
        {"timestamp": "1"},
        {"nonce": "another"},
    ],
)
async def test_an_echo_that_is_not_signed_and_fresh_is_refused(
    switchboard: Switchboard, change: dict[str, str]
) -> None:
    echo = sealed("secret echo")
    answer = await switchboard.front.get(PATH, params={**query_for(echo), "echostr": echo, **change})
    assert answer.status_code == 403
    assert "secret echo" not in answer.text


async def test_what_the_peer_sends_is_answered_so_that_the_peer_can_read_it(desk: Desk) -> None:
    answer = await post(desk.switchboard.front, sealed(message("红烧肉]]]]><![CDATA[>")))
    reply = parse_message(opened(answer))
    assert (reply.type, reply.source, reply.target) == ("text", THERE.corp_id, "zhangsan")
    assert reply.content.startswith("“红烧肉]]>”：未找到依据。")


FORGERIES: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {
    "another company": lambda: (sealed(message(), corp="wwanother"), {}),
    "another key": lambda: (sealed(message(), key=ANOTHER_KEY), {}),
    "a changed end": lambda: (sealed(message())[:-8] + "AAAAAAA=", {}),
    "a wrong signature": lambda: (sealed(message()), {"msg_signature": "0" * 40}),
    "another token": lambda: (sealed(message()), {"token": "forged"}),
    "an hour ago": lambda: (sealed(message()), {"at": time.time() - 3600}),
    "nothing": lambda: ("", {}),
    "no base64": lambda: ("not base64", {}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_what_the_platform_did_not_seal_and_sign_is_refused(desk: Desk, engine: Engine, forgery: str) -> None:
    ciphertext, changes = FORGERIES[forgery]()
    answer = await post(desk.switchboard.front, ciphertext, **changes)
    assert answer.status_code == 403
    assert seen(engine) == 0


async def test_plain_text_is_refused_even_with_a_good_signature(desk: Desk, engine: Engine) -> None:
    stamp = str(int(time.time()))
    query = {"signature": signature_of(THERE.token, stamp, "n"), "timestamp": stamp, "nonce": "n"}
    for body in (message().encode(), b"", b"{}", b"junk", b"<a/>"):
        answer = await desk.switchboard.front.post(PATH, params=query, content=body)
        assert answer.status_code == 403
    assert seen(engine) == 0


@pytest.mark.parametrize("junk", ["", "junk", "<a/>", "<xml></xml>", "<xml><MsgType>text</MsgType></xml>", "{}"])
async def test_a_sealed_body_that_is_no_message_is_accepted_without_an_answer(desk: Desk, junk: str) -> None:
    answer = await post(desk.switchboard.front, sealed(junk))
    assert (answer.status_code, answer.text) == (200, "success")


async def test_unknown_kinds_are_accepted_without_an_answer(desk: Desk) -> None:
    for old, new in (("[text]", "[hologram]"), ("[text]", "[event]]></MsgType><Event><![CDATA[batch_job_result]")):
        answer = await post(desk.switchboard.front, sealed(message().replace(old, new)))
        assert (answer.status_code, answer.text) == (200, "success")


@pytest.mark.parametrize(
    ("kind", "sentence"), [("voice", say.VOICE), ("image", say.MEDIA), ("video", say.MEDIA), ("link", say.MEDIA)]
)
async def test_what_is_not_words_gets_a_kind_sentence(desk: Desk, kind: str, sentence: str) -> None:
    xml = message().replace("<![CDATA[text]]>", f"<![CDATA[{kind}]]>")
    answer = await post(desk.switchboard.front, sealed(xml))
    assert parse_message(opened(answer)).content == sentence


async def test_the_same_message_is_taken_once(desk: Desk, engine: Engine) -> None:
    first = await post(desk.switchboard.front, sealed(message(msg_id=7)))
    again = await post(desk.switchboard.front, sealed(message(msg_id=7)))
    assert first.text.startswith("<xml><Encrypt>")
    assert again.text == "success"
    assert seen(engine) == 1


def test_a_previous_key_still_opens_and_closes() -> None:
    door = WecomDoor(THERE.token, Envelopes([Key.decode(THERE.aes_key), Key.decode(ANOTHER_KEY)], THERE.corp_id))
    ciphertext = sealed(message("你好"), key=ANOTHER_KEY)
    query = query_for(ciphertext)
    signed = SignedQuery("", query["msg_signature"], query["timestamp"], query["nonce"], False)
    tree, seal = door.open(signed, f"<xml><Encrypt>{ciphertext}</Encrypt></xml>".encode())
    inbound = read_inbound(tree)
    assert isinstance(inbound, Text)
    closed = xmltodict.parse(door.answer(inbound, "好", seal, signed))["xml"]
    peer = WeChatCrypto(THERE.token, ANOTHER_KEY, THERE.corp_id)
    reply = peer.decrypt_message(closed, closed["MsgSignature"], closed["TimeStamp"], closed["Nonce"])
    assert parse_message(reply).content == "好"
