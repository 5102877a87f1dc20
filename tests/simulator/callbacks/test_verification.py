"""The handshake when a callback address is saved."""

from __future__ import annotations

import pytest

from simulator import DEFAULT
from simulator.wire.crypto import signature
from tests.simulator.fake_assistant import FakeAssistant, Posted, envelopes_of
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio


def careful(posted: Posted) -> bytes:
    """Echo as a right assistant does."""
    query = posted.query
    if posted.path.endswith("wecom"):
        parts = [DEFAULT.wecom.token, query["timestamp"], query["nonce"], query["echostr"]]
        is_right = signature(*parts) == query["msg_signature"]
        return envelopes_of(DEFAULT, posted.path).decrypt(query["echostr"]).encode() if is_right else b"no"
    is_right = signature(DEFAULT.wechat.token, query["timestamp"], query["nonce"]) == query["signature"]
    return query["echostr"].encode() if is_right else b"no"


def careless(posted: Posted) -> bytes:
    """Echo whatever comes, unread."""
    return posted.query["echostr"].encode()


def refusing(posted: Posted) -> tuple[int, bytes]:
    echoed = careful(posted)
    return (403, b"") if echoed == b"no" else (200, echoed)


async def test_a_right_assistant_passes_for_both_accounts(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [refusing] * 4
    answer = await phones.control("verify")
    assert {name: each["ok"] for name, each in answer.items()} == {"wechat": True, "wecom": True}


async def test_an_assistant_that_echoes_anything_fails(phones: Phones, assistant: FakeAssistant) -> None:
    assistant.answers = [careless] * 4
    answer = await phones.control("verify")
    assert {name: each["ok"] for name, each in answer.items()} == {"wechat": False, "wecom": False}
    assert "签名不对" in answer["wechat"]["problem"]
    assert "原样" in answer["wecom"]["problem"]
