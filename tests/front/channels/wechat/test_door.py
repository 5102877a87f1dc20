"""The doors of both platforms by themselves, with the platforms' own examples. Cases V5 and V6."""

from __future__ import annotations

import pytest
import xmltodict
from wechatpy.enterprise.crypto import WeChatCrypto as WecomCrypto

from bot.front.channels.signed_request import InvalidSignature, SignedQuery
from bot.front.channels.wechat.door import WechatDoor
from bot.front.channels.wecom.door import WecomDoor
from bot.messaging.protocol.envelope import Envelopes, Key
from tests.front.channels.wechat.peer import sign
from tests.messaging.protocol.test_signatures import OFFICIAL, TOKEN
from tests.messaging.wecom_samples import CORP, ECHO, KEY, MESSAGE
from tests.messaging.wecom_samples import TOKEN as WECOM_TOKEN


def wecom_door(sample_time: str = ECHO.timestamp) -> WecomDoor:
    """Return the door of Tencent's sample company at the time of a sample."""
    return WecomDoor(WECOM_TOKEN, Envelopes([Key.decode(KEY)], CORP), lambda: float(sample_time) + 1)


@pytest.mark.parametrize(("timestamp", "nonce", "signature"), OFFICIAL)
def test_v5_the_official_examples_pass_the_door(timestamp: str, nonce: str, signature: str) -> None:
    door = WechatDoor(TOKEN, None, lambda: float(timestamp) + 1)
    assert door.echo(SignedQuery(signature, "", timestamp, nonce, is_encrypted=False), "echo") == "echo"
    with pytest.raises(InvalidSignature):
        door.echo(SignedQuery(signature, "", timestamp, nonce + "0", is_encrypted=False), "echo")


def test_v6_tencents_own_question_of_wecom_is_decrypted() -> None:
    signed = SignedQuery("", ECHO.signature, ECHO.timestamp, ECHO.nonce, is_encrypted=False)
    assert wecom_door().echo(signed, ECHO.ciphertext) == "1288432023552776189"


@pytest.mark.parametrize("spoiled", ["", "0" * 40])
def test_v6_a_question_of_wecom_that_is_not_signed_is_refused(spoiled: str) -> None:
    with pytest.raises(InvalidSignature):
        wecom_door().echo(SignedQuery("", spoiled, ECHO.timestamp, ECHO.nonce, is_encrypted=False), ECHO.ciphertext)


def test_v6_a_question_to_another_company_is_refused() -> None:
    sealed = WecomCrypto(WECOM_TOKEN, KEY, "wwother").encrypt_message("echo-me", ECHO.nonce, ECHO.timestamp)
    ciphertext = xmltodict.parse(sealed)["xml"]["Encrypt"]
    signature = sign(WECOM_TOKEN, ECHO.timestamp, ECHO.nonce, ciphertext)
    with pytest.raises(InvalidSignature):
        wecom_door().echo(SignedQuery("", signature, ECHO.timestamp, ECHO.nonce, is_encrypted=False), ciphertext)


@pytest.mark.parametrize("seconds", [-86400, 86400])
def test_v6_v4_a_question_of_wecom_from_another_time_is_refused(seconds: int) -> None:
    door = wecom_door(str(int(ECHO.timestamp) + seconds))
    with pytest.raises(InvalidSignature):
        door.echo(SignedQuery("", ECHO.signature, ECHO.timestamp, ECHO.nonce, is_encrypted=False), ECHO.ciphertext)


def test_a_forged_body_of_many_elements_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_given: object, **_named: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("bot.messaging.protocol.xml.ElementTree.fromstring", parse)
    body = b"<xml>" + b"<a/>" * 16_380 + b"</xml>"
    forged = SignedQuery("x", "x", ECHO.timestamp, ECHO.nonce, is_encrypted=True)
    door = WechatDoor(TOKEN, Envelopes([Key.decode(KEY)], CORP), lambda: float(ECHO.timestamp) + 1)
    for each in (door, wecom_door()):
        with pytest.raises(InvalidSignature):
            each.open(forged, body)


def test_k8_tencents_own_message_passes_the_door_of_wecom() -> None:
    signed = SignedQuery("", MESSAGE.signature, MESSAGE.timestamp, MESSAGE.nonce, is_encrypted=False)
    body = f"<xml><ToUserName>{CORP}</ToUserName><Encrypt>{MESSAGE.ciphertext}</Encrypt></xml>".encode()
    tree, seal = wecom_door(MESSAGE.timestamp).open(signed, body)
    assert (tree["FromUserName"], tree["Content"], tree["AgentID"]) == ("ChenJiaShun", "你好", "1000002")
    assert seal is not None
