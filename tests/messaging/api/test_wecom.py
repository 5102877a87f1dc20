"""What we ask of WeCom's servers: texts and cards to colleagues, and people who were not reached although all went well."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.messaging.api.access_tokens import MemoryShelf
from bot.messaging.api.messenger import Letter, Receipt, Way
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.messaging.api.wecom import DUPLICATES_SECONDS, WecomApi
from tests.messaging.platform_stub import SECRET, Clock, PlatformStub

pytestmark = pytest.mark.anyio

CARD = {"card_type": "button_interaction", "task_id": "t-1", "main_title": {"title": "待办"}}


def api_of(stub: PlatformStub) -> WecomApi:
    return WecomApi("http://platform", "wwcorp", 1000002, SECRET, MemoryShelf(), Clock(), stub.transport)


def letter(**fields: Any) -> Letter:
    return Letter(Way.STAFF, "LiLei", "key-1", **fields)


async def test_a_text_goes_to_one_colleague_and_not_twice() -> None:
    stub = PlatformStub([{"errcode": 0, "msgid": "m-1"}])
    assert await api_of(stub).send(letter(text="您有一件待办")) == Receipt("m-1")
    assert stub.requests[0].url.path == "/cgi-bin/message/send"
    assert stub.bodies == [
        {
            "touser": "LiLei",
            "agentid": 1000002,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATES_SECONDS,
            "msgtype": "text",
            "text": {"content": "您有一件待办"},
        }
    ]


async def test_a_card_is_sent_as_it_was_made() -> None:
    stub = PlatformStub([{"errcode": 0}])
    assert await api_of(stub).send(letter(fields={"card": json.dumps(CARD)})) == Receipt(None)
    assert (stub.bodies[0]["msgtype"], stub.bodies[0]["template_card"]) == ("template_card", CARD)
    assert "text" not in stub.bodies[0]


@pytest.mark.parametrize("invalid", ["LiLei", "lilei", "HanMeimei|LILEI"])
async def test_w3_a_colleague_named_invalid_was_not_reached(invalid: str) -> None:
    with pytest.raises(PlatformRefusal) as caught:
        await api_of(PlatformStub([{"errcode": 0, "invaliduser": invalid}])).send(letter(text="x"))
    assert (caught.value.reaction, caught.value.code) == (Reaction.DEAD_RECIPIENT, 0)


@pytest.mark.parametrize("invalid", ["", "LiLeiJunior", "HanMeimei"])
async def test_w3_other_names_do_not_matter(invalid: str) -> None:
    await api_of(PlatformStub([{"errcode": 0, "invaliduser": invalid}])).send(letter(text="x"))


async def test_a4_nobody_valid_is_a_dead_recipient() -> None:
    with pytest.raises(PlatformRefusal) as caught:
        await api_of(PlatformStub([81013])).send(letter(text="x"))
    assert caught.value.reaction is Reaction.DEAD_RECIPIENT


async def test_a1_a_refused_token_is_renewed_once() -> None:
    stub = PlatformStub([40014])
    await api_of(stub).send(letter(text="x"))
    assert stub.tokens_used == ["token-1", "token-2"]


async def test_a6_a_send_that_may_have_arrived_is_not_repeated() -> None:
    stub = PlatformStub([httpx.ReadTimeout("late")])
    with pytest.raises(PlatformRefusal) as caught:
        await api_of(stub).send(letter(text="x"))
    assert (caught.value.reaction, len(stub.requests)) == (Reaction.UNKNOWN_OUTCOME, 1)


async def test_a_card_is_updated_with_its_response_code() -> None:
    stub = PlatformStub()
    await api_of(stub).update_card("code-1", "LiLei", "已处理")
    assert stub.requests[0].url.path == "/cgi-bin/message/update_template_card"
    assert stub.bodies == [
        {
            "userids": ["LiLei"],
            "agentid": 1000002,
            "response_code": "code-1",
            "button": {"replace_name": "已处理"},
        }
    ]
