"""客服消息 quota: what each act buys, and the two ways of having none."""

from __future__ import annotations

import pytest

from simulator import SimulatedClock
from tests.simulator.phones import Phones

pytestmark = pytest.mark.anyio

HOUR = 3600


@pytest.mark.parametrize(
    ("act", "body", "messages", "seconds"),
    [
        ("text", {"text": "你好"}, 5, 48 * HOUR),
        ("image", {}, 5, 48 * HOUR),
        ("click", {"key": "menu"}, 3, 60),
        ("scan", {"scene": "st:1"}, 3, 60),
        ("pick", {"id": "1", "content": "一"}, 3, 60),
    ],
)
async def test_an_act_buys_what_the_table_says(
    phones: Phones, clock: SimulatedClock, act: str, body: dict[str, str], messages: int, seconds: int
) -> None:
    openid = await phones.follower()
    clock.advance(61)
    await phones.act(openid, act, **body)
    for _ in range(messages):
        assert (await phones.send_text(openid))["errcode"] == 0
    assert (await phones.send_text(openid))["errcode"] == 45047
    await phones.act(openid, act, **body)
    clock.advance(seconds - 1)
    assert (await phones.send_text(openid))["errcode"] == 0
    clock.advance(2)
    assert (await phones.send_text(openid))["errcode"] == 45015


async def test_following_buys_three_for_a_minute(phones: Phones, clock: SimulatedClock) -> None:
    openid = (await phones.control("people", name="甲"))["openid"]
    assert (await phones.send_text(openid))["errcode"] == 45015
    await phones.act(openid, "follow")
    assert [(await phones.send_text(openid))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]


async def test_opening_a_page_from_the_menu_buys_nothing(phones: Phones, clock: SimulatedClock) -> None:
    openid = await phones.follower()
    clock.advance(61)
    await phones.act(openid, "view", url="http://127.0.0.1:8000/")
    assert (await phones.send_text(openid))["errcode"] == 45015


async def test_a_click_does_not_end_the_48_hours_of_an_earlier_message(phones: Phones, clock: SimulatedClock) -> None:
    openid = await phones.follower()
    clock.advance(61)
    await phones.act(openid, "text", text="你好")
    await phones.act(openid, "click", key="menu")
    assert (await phones.state_of(openid))["quota"]["left"] == 8
    assert [(await phones.send_text(openid))["errcode"] for _ in range(3)] == [0, 0, 0]
    clock.advance(61)
    quota = (await phones.state_of(openid))["quota"]
    assert (quota["kind"], quota["left"]) == ("message", 5)


async def test_unfollowing_ends_the_quota(phones: Phones) -> None:
    openid = await phones.follower()
    await phones.act(openid, "text", text="你好")
    await phones.act(openid, "unfollow")
    assert (await phones.send_text(openid))["errcode"] == 45015


async def test_a_refused_message_costs_nothing(phones: Phones) -> None:
    openid = await phones.follower()
    assert (await phones.send_text(openid, "长" * 700))["errcode"] == 45002
    assert (await phones.state_of(openid))["quota"]["left"] == 3
