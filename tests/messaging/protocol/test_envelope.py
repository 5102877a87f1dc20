"""The envelopes of 安全模式 and WeCom, against an independent implementation and Tencent's own samples."""

from __future__ import annotations

import base64

import pytest
from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.enterprise.crypto import WeChatCrypto as WecomCrypto
from wechatpy.exceptions import InvalidAppIdException

from bot.messaging.protocol import xml
from bot.messaging.protocol.envelope import EnvelopeError, Envelopes, Key
from bot.messaging.protocol.inbound import Text
from bot.messaging.protocol.inbound_reader import read_inbound
from bot.messaging.protocol.passive_reply import Seal
from bot.messaging.protocol.signatures import is_signed
from tests.messaging.wecom_samples import CORP, ECHO, KEY, MESSAGE, TOKEN

APP = "wxappOfTheTests0001"
PRESENT = "A" * 42 + "E"
PREVIOUS = "B" * 42 + "E"
TEXTS = ["您好", "", "a]]>b&<c>", "😀" * 500, "x" * 31, "x" * 32, "x" * 33]


def peer(key: str = PRESENT, app: str = APP) -> PrpCrypto:
    return PrpCrypto(WeChatCrypto("token", key, app).key)


def ours(*keys: str) -> Envelopes:
    return Envelopes([Key.decode(key) for key in keys or (PRESENT,)], APP)


@pytest.mark.parametrize("text", TEXTS)
def test_k1_what_the_peer_closes_we_open(text: str) -> None:
    opened = ours().open(peer().encrypt(text, APP).decode())
    assert (opened.message, opened.key) == (text, Key.decode(PRESENT))


@pytest.mark.parametrize("text", TEXTS)
def test_k7_what_we_close_the_peer_opens(text: str) -> None:
    assert peer().decrypt(ours().close(text, Key.decode(PRESENT)), APP) == text


def test_k7_the_peer_sees_whose_envelope_it_is() -> None:
    with pytest.raises(InvalidAppIdException):
        peer().decrypt(ours().close("您好", Key.decode(PRESENT)), "wxother")


def test_the_padding_fills_blocks_of_32_bytes() -> None:
    for length in range(40):
        assert len(base64.b64decode(ours().close("x" * length, Key.decode(PRESENT)))) % 32 == 0


def test_two_envelopes_of_one_message_differ() -> None:
    assert ours().close("您好", Key.decode(PRESENT)) != ours().close("您好", Key.decode(PRESENT))


@pytest.mark.parametrize("receiver", ["wxother", "", APP + "x", APP[:-1], APP.upper()])
def test_k2_an_envelope_for_another_account_is_refused(receiver: str) -> None:
    with pytest.raises(EnvelopeError):
        ours().open(peer().encrypt("您好", receiver).decode())


def test_k3_a_change_to_any_byte_of_frame_or_receiver_is_refused() -> None:
    sealed = base64.b64decode(peer().encrypt("您好", APP))
    # A flip spoils its own block and one bit of the next; the first block holds random bytes that nothing vouches for.
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        try:
            message = ours().open(base64.b64encode(changed).decode()).message
        except EnvelopeError:
            continue
        # What the mode cannot tell, the signature over the ciphertext does (test_k3 of the whole way).
        assert place < 32
        assert isinstance(message, str)


@pytest.mark.parametrize("ciphertext", ["", "=", "not base64!", "QUJD", "QUJD" * 4, "汉字", "A" * 43 + "=", "A" * 128])
def test_k3_junk_is_refused(ciphertext: str) -> None:
    with pytest.raises(EnvelopeError):
        ours().open(ciphertext)


def test_a_length_that_lies_is_refused() -> None:
    # The peer's padding and cipher around a frame that promises more than it holds.
    frame = b"r" * 16 + (999).to_bytes(4, "big") + b"short" + APP.encode()
    missing = 32 - len(frame) % 32
    sealed = peer().cipher.encrypt(frame + bytes([missing]) * missing)
    with pytest.raises(EnvelopeError):
        ours().open(base64.b64encode(sealed).decode())


def test_k6_the_previous_key_opens_and_is_named_for_the_reply() -> None:
    envelopes = ours(PRESENT, PREVIOUS)
    opened = envelopes.open(peer(PREVIOUS).encrypt("旧钥匙", APP).decode())
    assert (opened.message, opened.key) == ("旧钥匙", Key.decode(PREVIOUS))
    assert peer(PREVIOUS).decrypt(envelopes.close("答", opened.key), APP) == "答"
    assert envelopes.open(peer(PRESENT).encrypt("新钥匙", APP).decode()).key == Key.decode(PRESENT)


@pytest.mark.parametrize("encoded", ["", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "/", "A" * 42 + "汉"])
def test_an_encoded_key_has_43_letters_and_digits(encoded: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Key.decode(encoded)


def test_a_sealed_reply_is_signed_for_the_peer() -> None:
    key = Key.decode(PRESENT)
    closed = Seal(ours(), key, "token").close("<xml/>", "1700000000", "nonce")
    signature = xml.read(closed)["MsgSignature"]
    assert WeChatCrypto("token", PRESENT, APP).decrypt_message(closed, signature, "1700000000", "nonce") == "<xml/>"


def test_k8_tencents_own_echo_is_opened() -> None:
    assert is_signed(ECHO.signature, TOKEN, ECHO.timestamp, ECHO.nonce, ECHO.ciphertext)
    assert Envelopes([Key.decode(KEY)], CORP).open(ECHO.ciphertext).message == "1288432023552776189"


def test_k8_tencents_own_message_is_opened_and_read() -> None:
    assert is_signed(MESSAGE.signature, TOKEN, MESSAGE.timestamp, MESSAGE.nonce, MESSAGE.ciphertext)
    opened = Envelopes([Key.decode(KEY)], CORP).open(MESSAGE.ciphertext)
    read = read_inbound(xml.read(opened.message))
    assert isinstance(read, Text)
    assert (read.account, read.address, read.text) == (CORP, "ChenJiaShun", "你好")


def test_k8_the_peer_opens_our_answer_to_tencents_sample_account() -> None:
    key = Key.decode(KEY)
    closed = Seal(Envelopes([key], CORP), key, TOKEN).close("<xml>答</xml>", MESSAGE.timestamp, MESSAGE.nonce)
    crypto = WecomCrypto(TOKEN, KEY, CORP)
    signature = xml.read(closed)["MsgSignature"]
    assert crypto.decrypt_message(closed, signature, MESSAGE.timestamp, MESSAGE.nonce) == "<xml>答</xml>"
