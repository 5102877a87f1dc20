"""网页授权: the silent redirect, the code for an openid, and the JS-SDK's signature."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from simulator import DEFAULT, SimulatedClock
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

PAGE = "http://127.0.0.1:8000/me?from=menu"
ACCOUNT = DEFAULT.wechat


async def authorize(phones: Phones, **changes: str) -> httpx.Response:
    query = {
        "appid": ACCOUNT.app_id,
        "redirect_uri": PAGE,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "abc123",
        **changes,
    }
    return await phones.client.get("/connect/oauth2/authorize", params=query)


async def redeem(phones: Phones, code: str, **changes: str) -> dict[str, Any]:
    query = {
        "appid": ACCOUNT.app_id,
        "secret": ACCOUNT.app_secret,
        "code": code,
        "grant_type": "authorization_code",
        **changes,
    }
    return dict((await phones.client.get("/sns/oauth2/access_token", params=query)).json())


def given(response: httpx.Response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(response.headers["location"]).query)


async def test_the_page_gets_a_code_and_its_state_back(phones: Phones) -> None:
    openid = await phones.follower()
    response = await authorize(phones)
    assert response.status_code == 302
    assert response.headers["location"].startswith("http://127.0.0.1:8000/me?from=menu&code=")
    assert given(response)["state"] == ["abc123"]
    assert (await redeem(phones, given(response)["code"][0]))["openid"] == openid


async def test_a_code_is_used_up_by_redeeming_it(phones: Phones) -> None:
    await phones.follower()
    code = given(await authorize(phones))["code"][0]
    assert "errcode" not in await redeem(phones, code)
    assert (await redeem(phones, code))["errcode"] == 40163
    assert (await redeem(phones, "made-up"))["errcode"] == 40029


async def test_a_code_is_too_old_after_five_minutes(phones: Phones, clock: SimulatedClock) -> None:
    await phones.follower()
    code = given(await authorize(phones))["code"][0]
    clock.advance(300)
    assert (await redeem(phones, code))["errcode"] == 40029


@pytest.mark.parametrize(
    ("change", "errcode"), [({"appid": "wx0"}, 40013), ({"secret": "no"}, 40125), ({"grant_type": "x"}, 40002)]
)
async def test_who_is_not_the_account_cannot_redeem(phones: Phones, change: dict[str, str], errcode: int) -> None:
    await phones.follower()
    code = given(await authorize(phones))["code"][0]
    assert (await redeem(phones, code, **change))["errcode"] == errcode
    assert "openid" in await redeem(phones, code)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"redirect_uri": "http://evil.example/me"}, "redirect_uri 参数错误"),
        ({"redirect_uri": "javascript:alert(1)"}, "redirect_uri 参数错误"),
        ({"redirect_uri": "http://127.0.0.1.evil.example/"}, "redirect_uri 参数错误"),
        ({"appid": "wx0"}, "appid 参数错误"),
        ({"scope": "everything"}, "scope"),
        ({"response_type": "token"}, "response_type"),
        ({"state": "a" * 129}, "state"),
        ({"state": "a-b"}, "state"),
    ],
)
async def test_a_wrong_parameter_is_a_page_and_no_redirect(phones: Phones, change: dict[str, str], word: str) -> None:
    await phones.follower()
    response = await authorize(phones, **change)
    assert response.status_code == 200
    assert word in response.text


async def test_whose_phone_it_is_says_the_query_then_the_cookie(phones: Phones) -> None:
    first, second = await phones.follower("甲"), await phones.follower("乙")
    assert "选一个人" in (await authorize(phones)).text
    response = await authorize(phones, sim_openid=second)
    assert (await redeem(phones, given(response)["code"][0]))["openid"] == second
    response = await authorize(phones)
    assert (await redeem(phones, given(response)["code"][0]))["openid"] == second
    assert (await phones.read("whoami"))["openid"] == second
    assert (await phones.read(f"whoami?sim_openid={first}"))["name"] == "甲"


async def test_the_signature_of_a_page_is_checked(phones: Phones) -> None:
    ticket = (await phones.get("/cgi-bin/ticket/getticket", type="jsapi"))["ticket"]
    said = f"jsapi_ticket={ticket}&noncestr=n1&timestamp=1764032430&url={PAGE}"
    query = {
        "appId": ACCOUNT.app_id,
        "nonceStr": "n1",
        "timestamp": "1764032430",
        "url": f"{PAGE}#wechat_redirect",
        "signature": hashlib.sha1(said.encode()).hexdigest(),
    }
    right = (await phones.client.get("/control/js-signature", params=query)).json()
    wrong = (await phones.client.get("/control/js-signature", params={**query, "url": "http://other/"})).json()
    assert (right, wrong) == ({"is_valid": True}, {"is_valid": False})
