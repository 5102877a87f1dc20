"""What every API call passes: token, method, JSON, limits, injected faults."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from simulator import DEFAULT, Limits, SimulatedClock
from tests.simulator.fake_assistant import FakeAssistant
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

SEND = "/cgi-bin/message/custom/send"


async def raw(phones: Phones, content: bytes, method: str = "POST", **query: str) -> dict[str, Any]:
    query = query or {"access_token": await phones.token()}
    response = await phones.client.request(method, SEND, params=query, content=content)
    assert response.status_code == 200
    return dict(response.json())


async def test_a_call_without_a_token_is_refused(phones: Phones) -> None:
    assert (await raw(phones, b"{}", access_token=""))["errcode"] == 41001


async def test_an_unknown_token_is_refused(phones: Phones) -> None:
    assert (await raw(phones, b"{}", access_token="made-up"))["errcode"] == 40001


async def test_a_token_ends_with_the_simulated_time(phones: Phones, clock: SimulatedClock) -> None:
    token = await phones.token()
    clock.advance(7200)
    assert (await raw(phones, b"{}", access_token=token))["errcode"] == 42001


async def test_the_tokens_of_the_two_platforms_are_not_interchangeable(phones: Phones) -> None:
    assert (await raw(phones, b"{}", access_token=await phones.token("/wecom")))["errcode"] == 40001


@pytest.mark.parametrize(
    ("content", "errcode"),
    [(b"", 44002), (b"{", 47001), (b"[]", 47001), (b'{"a": "\xff"}', 47001), (b'{"a": "\\u4f60"}', 40033)],
)
async def test_a_body_that_is_no_plain_json_object_is_refused(phones: Phones, content: bytes, errcode: int) -> None:
    assert (await raw(phones, content))["errcode"] == errcode


async def test_an_escaped_backslash_before_a_u_is_no_escaped_character(phones: Phones) -> None:
    assert (await raw(phones, b'{"touser": "C:\\\\u1234"}'))["errcode"] == 40003


async def test_the_wrong_method_is_an_errcode_and_no_status(phones: Phones) -> None:
    assert (await raw(phones, b"", "GET"))["errcode"] == 43002


async def test_the_words_of_an_error_change_with_every_call(phones: Phones) -> None:
    first, second = [await raw(phones, b"{}", access_token="x") for _ in range(2)]
    assert first["errcode"] == second["errcode"]
    assert first["errmsg"] != second["errmsg"]


async def test_the_daily_limit_holds_until_midnight(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, limits=Limits(customer_daily=2))
    async with Phones.on(config, FakeAssistant(config), clock) as phones:
        openid = await phones.follower()
        assert [(await phones.send_text(openid))["errcode"] for _ in range(3)] == [0, 0, 45009]
        clock.advance(15 * 3600)
        await phones.act(openid, "text", text="早")
        assert (await phones.send_text(openid))["errcode"] == 0


async def test_the_minute_limit_holds_until_the_next_minute(clock: SimulatedClock) -> None:
    config = replace(DEFAULT, limits=Limits(minute=2))
    async with Phones.on(config, FakeAssistant(config), clock) as phones:
        query = {"access_token": await phones.token()}
        menu = "/cgi-bin/menu/get"
        answers = [(await phones.client.get(menu, params=query)).json()["errcode"] for _ in range(3)]
        assert answers == [46003, 46003, 45011]
        clock.advance(31)
        assert (await phones.client.get(menu, params=query)).json()["errcode"] == 46003


async def test_an_injected_errcode_hits_as_often_as_told_and_does_nothing(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", errcode=-1, times=2, path=SEND)
    assert [(await phones.send_text(openid))["errcode"] for _ in range(3)] == [-1, -1, 0]
    assert len(await phones.lines(openid)) == 1
    fault = (await phones.read("state"))["faults"][0]
    assert (fault["times"], fault["applied"]) == (0, 2)
    assert (await phones.read("counts"))["faults"] == {"-1": 2}


async def test_a_fault_for_one_path_leaves_the_others_alone(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", errcode=40164, times=1, path="/cgi-bin/menu/get")
    assert (await phones.send_text(openid))["errcode"] == 0
    assert (await phones.get("/cgi-bin/menu/get"))["errcode"] == 40164


async def test_an_injected_status_does_nothing(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", http_status=502, times=1, path=SEND)
    query = {"access_token": await phones.token()}
    body = {"touser": openid, "msgtype": "text", "text": {"content": "在吗"}}
    assert (await phones.client.post(SEND, params=query, json=body)).status_code == 502
    assert await phones.lines(openid) == []


async def test_an_answer_dropped_after_the_effect_leaves_the_effect(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", drop_after_effect=True, times=1, path=SEND)
    with pytest.raises(httpx.ReadError):
        await phones.send_text(openid)
    assert len(await phones.lines(openid)) == 1


async def test_an_injected_expiry_ends_every_token(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", expire_token=True, times=1, path=SEND)
    assert (await phones.send_text(openid))["errcode"] == 42001
    assert (await phones.send_text(openid))["errcode"] == 0


async def test_faults_can_be_taken_away(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.control("faults", errcode=-1, times=9)
    assert (await phones.client.delete("/control/faults")).status_code == 200
    assert (await phones.send_text(openid))["errcode"] == 0


async def test_a_misspelt_fault_is_refused(phones: Phones) -> None:
    response = await phones.client.post("/control/faults", json={"errorcode": 1, "times": 1})
    assert response.status_code == 400
    assert "errorcode" in response.json()["error"]
