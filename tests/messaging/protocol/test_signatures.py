"""The platforms' signatures: Tencent's own examples, and what may not pass."""

from __future__ import annotations

import pytest
from wechatpy.utils import WeChatSigner

from bot.messaging.protocol.signatures import FRESH_SECONDS, is_fresh, is_signed, signature_of

TOKEN = "AAAAA"
# https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption and the mini-programs' message-push page.
OFFICIAL = [
    ("1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
    ("1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"),
]


@pytest.mark.parametrize(("timestamp", "nonce", "signature"), OFFICIAL)
def test_v5_the_official_examples_are_signed_as_the_pages_say(timestamp: str, nonce: str, signature: str) -> None:
    assert signature_of(TOKEN, timestamp, nonce) == signature
    assert is_signed(signature, TOKEN, timestamp, nonce)
    assert not is_signed(signature, "AAAAB", timestamp, nonce)


@pytest.mark.parametrize("parts", [("b", "a", "c"), ("10", "9", "1"), ("token", "1", "n", "Ci/pher+=")])
def test_the_peer_signs_alike(parts: tuple[str, ...]) -> None:
    signer = WeChatSigner()
    signer.add_data(*parts)
    assert signature_of(*parts) == signer.signature


@pytest.mark.parametrize("signature", ["", "899cf89e", OFFICIAL[0][2].upper(), "签名", OFFICIAL[0][2] + " "])
def test_v2_anything_else_is_no_signature(signature: str) -> None:
    assert not is_signed(signature, TOKEN, *OFFICIAL[0][:2])


@pytest.mark.parametrize(
    ("timestamp", "is_accepted"),
    [
        (str(2_000_000_000 - FRESH_SECONDS), True),
        (str(2_000_000_000 - FRESH_SECONDS - 1), False),
        (str(2_000_000_000 + FRESH_SECONDS), True),
        (str(2_000_000_000 + FRESH_SECONDS + 1), False),
        ("", False),
        ("-1", False),
        ("2e9", False),
        ("２００００００００", False),
        ("9" * 4000, False),
    ],
)
def test_v4_only_a_timestamp_near_now_is_fresh(timestamp: str, is_accepted: bool) -> None:
    assert is_fresh(timestamp, 2_000_000_000.0) is is_accepted
