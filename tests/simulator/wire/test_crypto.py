"""Envelopes: Tencent's own vectors, and a third party's implementation in both directions."""

from __future__ import annotations

import base64

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.enterprise.crypto import WeChatCrypto as WeComCrypto

from simulator import DEFAULT
from simulator.wire.crypto import BadEnvelope, SandboxEnvelopes, signature
from simulator.wire.xml_writer import write_xml

ACCOUNT = DEFAULT.wechat
ENVELOPES = SandboxEnvelopes(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("AAAAA", "1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        (("AAAAA", "1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696"),
    ],
)
def test_signatures_are_those_of_the_official_pages(parts: tuple[str, ...], expected: str) -> None:
    assert signature(*parts) == expected


@pytest.mark.parametrize("text", ["", "你好😀", "]]>&<", "长" * 3000])
def test_what_was_sealed_opens_to_the_same(text: str) -> None:
    assert ENVELOPES.decrypt(ENVELOPES.encrypt(text)) == text


def test_wechatpy_opens_what_was_sealed_here() -> None:
    sealed = ENVELOPES.encrypt("<xml>你好</xml>")
    body = write_xml({"ToUserName": "gh_1", "Encrypt": sealed})
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)
    opened = crypto.decrypt_message(body, ENVELOPES.sign("1", "2", sealed), "1", "2")
    assert opened == "<xml>你好</xml>"


def test_what_wechatpy_sealed_for_wecom_opens_here() -> None:
    account = DEFAULT.wecom
    sealed = WeComCrypto(account.token, account.aes_key, account.corp_id).encrypt_message("<xml>早</xml>", "2", "1")
    cipher_text = sealed.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
    assert SandboxEnvelopes(account.token, account.aes_key, account.corp_id).decrypt(cipher_text) == "<xml>早</xml>"


def test_the_envelope_of_another_account_is_refused() -> None:
    other = SandboxEnvelopes(ACCOUNT.token, ACCOUNT.aes_key, "wxsomebodyelse")
    with pytest.raises(BadEnvelope, match="AppID"):
        ENVELOPES.decrypt(other.encrypt("hello"))


@pytest.mark.parametrize(("cipher_text", "why"), [("***", "base64"), ("", "32"), ("QUJD", "32")])
def test_what_is_no_cipher_text_is_refused_with_the_reason(cipher_text: str, why: str) -> None:
    with pytest.raises(BadEnvelope, match=why):
        ENVELOPES.decrypt(cipher_text)


def test_another_key_does_not_open_it() -> None:
    other = SandboxEnvelopes(ACCOUNT.token, DEFAULT.wecom.aes_key, ACCOUNT.app_id)
    with pytest.raises(BadEnvelope):
        ENVELOPES.decrypt(other.encrypt("hello"))


def test_a_cut_cipher_text_is_refused() -> None:
    data = base64.b64decode(ENVELOPES.encrypt("hello" * 20))
    with pytest.raises(BadEnvelope):
        ENVELOPES.decrypt(base64.b64encode(data[:64]).decode())
