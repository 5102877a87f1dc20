"""Replies are judged as strictly as the platform may; each broken rule is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import ArticlesReply, TextReply

from simulator import DEFAULT
from simulator.callbacks.reply_checks import BODY, BadReply, Expected, read_reply
from tests.simulator.fake_assistant import Posted, envelopes_of, reply_xml, sealed

POSTED = Posted("/channels/wechat", {}, b"", {"FromUserName": "oSomebody", "ToUserName": "gh_account"})
PLAIN = Expected("oSomebody", "gh_account", envelopes_of(DEFAULT, POSTED.path), False, BODY)
SEALED = replace(PLAIN, is_encrypted=True)


def xml(**changes: Any) -> bytes:
    return reply_xml(POSTED, **changes).encode()


@pytest.mark.parametrize("body", [b"", b"success"])
def test_success_and_nothing_accept_in_silence(body: bytes) -> None:
    assert read_reply(body, SEALED) is None


def test_a_right_reply_is_shown() -> None:
    reply = read_reply(xml(Content="您好 ]]> <a href='x'>"), PLAIN)
    assert reply is not None
    assert (reply.kind, reply.text) == ("text", "您好 ]]> <a href='x'>")


def test_a_right_sealed_reply_is_shown() -> None:
    reply = read_reply(sealed(POSTED, reply_xml(POSTED)), SEALED)
    assert reply is not None
    assert reply.text == "您好"


def test_a_reply_that_wechatpy_rendered_and_sealed_is_shown() -> None:
    account = DEFAULT.wechat
    rendered = TextReply(source="gh_account", target="oSomebody", content="您好", time=1).render()
    body = WeChatCrypto(account.token, account.aes_key, account.app_id).encrypt_message(rendered, "42", "1764032430")
    reply = read_reply(body.encode(), SEALED)
    assert reply is not None
    assert reply.text == "您好"


def test_an_article_that_wechatpy_rendered_is_shown() -> None:
    rendered = ArticlesReply(source="gh_account", target="oSomebody", time=1)
    rendered.add_article({"title": "题", "description": "说明", "image": "", "url": "http://127.0.0.1/x"})
    reply = read_reply(rendered.render().encode(), PLAIN)
    assert reply is not None
    assert (reply.kind, reply.title, reply.text, reply.url) == ("news", "题", "说明", "http://127.0.0.1/x")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b" \n", "空白"),
        (b'{"errcode": 0}', "JSON"),
        (b'"success"', "JSON"),
        (b"SUCCESS", "XML"),
        (b"<xml><a></xml>", "XML"),
        (b"<html></html>", "根元素"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><xml>&a;</xml>", "DOCTYPE"),
        (xml(ToUserName="gh_account", FromUserName="oSomebody"), "对调"),
        (xml(MsgType="Text"), "MsgType"),
        (xml(CreateTime="soon"), "CreateTime"),
        (xml(Content="  "), "空的"),
        (xml(Content="长" * 683), "2049 字节"),
        (xml(Extra="1"), "多出了 Extra"),
        (xml().replace(b"<CreateTime>1764032430</CreateTime>", b""), "缺少 CreateTime"),
        (xml(MsgType="image"), "缺少 Image"),
        (xml().replace("您好".encode(), b"a]]>b"), "XML"),
        (xml().replace("您好".encode(), b"a]]>b<![CDATA[c"), "CDATA 不完整"),
        (xml().replace("您好".encode(), b"a]]><b>1</b><![CDATA[c"), "混进了别的元素"),
        (xml().replace("您好".encode(), b"a]]></Content><MsgType>x</MsgType><Content><![CDATA[c"), "多出了"),
        # Sealing draws random bytes; two workers must give a test one name.
        pytest.param(sealed(POSTED, reply_xml(POSTED)), "密文回复", id="sealed"),
    ],
)
def test_a_broken_rule_is_named(body: bytes, why: str) -> None:
    with pytest.raises(BadReply, match=why):
        read_reply(body, PLAIN)


def test_2048_bytes_are_the_most() -> None:
    assert read_reply(xml(Content="长" * 682 + "ab"), PLAIN) is not None


def test_a_plain_reply_to_a_sealed_request_is_refused() -> None:
    with pytest.raises(BadReply, match="密文回复缺少"):
        read_reply(xml(), SEALED)


def test_a_reply_signed_with_another_token_is_refused() -> None:
    body = sealed(POSTED, reply_xml(POSTED)).replace(b"<Nonce><![CDATA[42]]>", b"<Nonce><![CDATA[43]]>")
    with pytest.raises(BadReply, match="MsgSignature"):
        read_reply(body, SEALED)


def test_news_must_count_its_articles() -> None:
    with pytest.raises(BadReply, match="ArticleCount"):
        read_reply(
            xml(MsgType="news", ArticleCount=2, Articles={"item": {"Title": "题"}}).replace(
                "<Content><![CDATA[您好]]></Content>".encode(), b""
            ),
            PLAIN,
        )
