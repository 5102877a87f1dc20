"""Menu, QR codes, followers, templates, tokens and tickets of the 服务号."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import DEFAULT, SimulatedClock
from tests.simulator.phones import LONG_TERM, ONE_OFF, TEMPLATE, Phones

pytestmark = pytest.mark.anyio

CLICK = {"type": "click", "name": "查政策", "key": "ask"}
VIEW = {"type": "view", "name": "我的", "url": "http://127.0.0.1:8000/me"}
ACCOUNT = {"appid": DEFAULT.wechat.app_id, "secret": DEFAULT.wechat.app_secret, "grant_type": "client_credential"}


async def test_a_menu_comes_back_as_it_was_made(phones: Phones) -> None:
    assert (await phones.get("/cgi-bin/menu/get"))["errcode"] == 46003
    menu = {"button": [CLICK, {"name": "更多", "sub_button": [VIEW, CLICK]}]}
    assert (await phones.post("/cgi-bin/menu/create", menu))["errcode"] == 0
    assert (await phones.get("/cgi-bin/menu/get"))["menu"] == menu
    assert (await phones.read("state"))["menu"] == menu
    openid = await phones.follower()
    await phones.act(openid, "click", key="ask")
    assert "查政策" in (await phones.lines(openid))[-1]["text"]
    assert (await phones.get("/cgi-bin/menu/delete"))["errcode"] == 0
    assert (await phones.read("state"))["menu"] is None


@pytest.mark.parametrize(
    ("buttons", "errcode"),
    [
        ([], 40016),
        ([CLICK] * 4, 40016),
        ([{**CLICK, "name": "六个汉字太长"}], 40018),
        ([{**CLICK, "key": ""}], 40019),
        ([{**CLICK, "key": "k" * 129}], 40019),
        ([{**VIEW, "url": "x" * 1025}], 40020),
        ([{**CLICK, "type": "shake"}], 40017),
        ([{"name": "更多", "sub_button": [CLICK] * 6}], 40023),
        ("none", 47001),
    ],
)
async def test_a_menu_that_breaks_a_rule_is_refused(phones: Phones, buttons: Any, errcode: int) -> None:
    assert (await phones.post("/cgi-bin/menu/create", {"button": buttons}))["errcode"] == errcode


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "st:1"}}}, None),
        ({"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 100_000}}}, None),
        ({"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "x"}}}, None),
        ({"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 100_001}}}, 40053),
        ({"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "x" * 65}}}, 40053),
        ({"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": ""}}}, 40053),
        ({"action_name": "QR_NONE", "action_info": {"scene": {"scene_str": "x"}}}, 40053),
        ({"action_name": "QR_STR_SCENE"}, 40053),
        (
            {"action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "x"}}, "expire_seconds": 2_592_001},
            40058,
        ),
    ],
)
async def test_qr_codes_keep_to_their_limits(phones: Phones, body: dict[str, Any], errcode: int | None) -> None:
    answer = await phones.post("/cgi-bin/qrcode/create", body)
    assert answer.get("errcode") == errcode
    assert ("ticket" in answer) == (errcode is None)


async def test_a_follower_is_told_without_name(phones: Phones) -> None:
    openid = (await phones.control("people", name="甲"))["openid"]
    assert await phones.get("/cgi-bin/user/info", openid=openid) == {"subscribe": 0, "openid": openid}
    await phones.act(openid, "follow", scene="st:9")
    user = await phones.get("/cgi-bin/user/info", openid=openid)
    assert (user["subscribe"], user["qr_scene_str"], "nickname" in user) == (1, "st:9", False)
    assert (await phones.get("/cgi-bin/user/info", openid="oNobody"))["errcode"] == 40003


async def test_templates_are_listed_by_their_interface(phones: Phones) -> None:
    messages = (await phones.get("/cgi-bin/template/get_all_private_template"))["template_list"]
    notices = (await phones.get("/wxaapi/newtmpl/gettemplate"))["data"]
    assert [each["template_id"] for each in messages] == [TEMPLATE]
    assert {each["priTmplId"]: each["type"] for each in notices}.items() >= {ONE_OFF: 2, LONG_TERM: 3}.items()
    assert "政策名称:{{thing1.DATA}}" in notices[0]["content"]


@pytest.mark.parametrize("path", ["/cgi-bin/get_api_domain_ip", "/cgi-bin/getcallbackip"])
async def test_the_platforms_addresses_are_listed(phones: Phones, path: str) -> None:
    assert (await phones.get(path))["ip_list"] == ["127.0.0.1"]


async def test_the_js_ticket_stays_the_same_for_two_hours(phones: Phones, clock: SimulatedClock) -> None:
    first = await phones.get("/cgi-bin/ticket/getticket", type="jsapi")
    clock.advance(7000)
    second = await phones.get("/cgi-bin/ticket/getticket", type="jsapi")
    assert (second["ticket"], second["expires_in"]) == (first["ticket"], 200)
    clock.advance(200)
    assert (await phones.get("/cgi-bin/ticket/getticket", type="jsapi"))["ticket"] != first["ticket"]


@pytest.mark.parametrize(
    ("change", "errcode"), [({"appid": "wx0"}, 40013), ({"secret": "no"}, 40125), ({"grant_type": "x"}, 40002)]
)
async def test_wrong_credentials_get_no_token(phones: Phones, change: dict[str, str], errcode: int) -> None:
    given = {**ACCOUNT, **change}
    assert (await phones.client.get("/cgi-bin/token", params=given)).json()["errcode"] == errcode
    assert (await phones.client.post("/cgi-bin/stable_token", json=given)).json()["errcode"] == errcode


async def test_a_forced_refresh_ends_the_token_before(phones: Phones) -> None:
    old = await phones.token()
    fresh = (await phones.client.post("/cgi-bin/stable_token", json={**ACCOUNT, "force_refresh": True})).json()
    assert fresh["access_token"] != old
    answer = await phones.client.get("/cgi-bin/menu/get", params={"access_token": old})
    assert answer.json()["errcode"] == 42001


async def test_force_refresh_must_be_a_boolean(phones: Phones) -> None:
    answer = await phones.client.post("/cgi-bin/stable_token", json={**ACCOUNT, "force_refresh": "true"})
    assert answer.json()["errcode"] == 47001


async def test_the_twenty_first_forced_refresh_of_a_day_is_refused(phones: Phones, clock: SimulatedClock) -> None:
    errcodes = []
    for _ in range(21):
        answer = await phones.client.post("/cgi-bin/stable_token", json={**ACCOUNT, "force_refresh": True})
        errcodes.append(answer.json().get("errcode"))
        clock.advance(31)
    assert errcodes == [None] * 20 + [45009]
