"""Wishes as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.jobs import PayPeriod
from bot.jobs.search import JobWish, SearchOrder, changed_wish, read_wish

TODAY = date(2026, 11, 25)
TOWNS = ("中北镇", "张家窝镇", "李七庄街", "杨柳青镇")


def read(text: str) -> JobWish:
    return read_wish(text, TOWNS, TODAY)


def test_trade_town_and_pay_are_read_from_one_sentence() -> None:
    assert read("想干保洁，在中北附近，每月4000以上") == JobWish(("cleaning",), ("中北镇",), 400_000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("保安或者保洁", ("guard", "cleaning")),
        ("保洁、保安都行", ("cleaning", "guard")),
        ("食堂保洁", ("cleaning",)),
        ("开车的活", ("driver",)),
        ("随便什么活", ()),
    ],
)
def test_trades_side_by_side_are_all_wished_and_words_that_belong_together_are_one(
    text: str, found: tuple[str, ...]
) -> None:
    assert read(text).trades == found


@pytest.mark.parametrize(
    ("text", "floor", "period"),
    [
        ("五千到七千", 500_000, PayPeriod.MONTH),
        ("不低于3000元", 300_000, PayPeriod.MONTH),
        ("时薪25以上", 2_500, PayPeriod.HOUR),
        ("一天200", 20_000, PayPeriod.DAY),
        ("我45岁，想干家政", None, PayPeriod.MONTH),
        ("干了3年电焊", None, PayPeriod.MONTH),
    ],
)
def test_the_least_pay_is_read_with_its_period(text: str, floor: int | None, period: PayPeriod) -> None:
    assert (read(text).floor, read(text).period) == (floor, period)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("只看近的", SearchOrder.NEAR),
        ("近一点的", SearchOrder.NEAR),
        ("工资高的", SearchOrder.PAID),
        ("钱多一点的", SearchOrder.PAID),
        ("离中北镇近的保洁", SearchOrder.BEST),
        ("保洁，中北镇附近", SearchOrder.BEST),
        ("保洁，中北镇，只看近的", SearchOrder.NEAR),
    ],
)
def test_what_is_said_after_it_changes_the_order(text: str, order: SearchOrder) -> None:
    assert read(text).order is order


def test_a_further_message_keeps_what_it_does_not_say() -> None:
    wish = read("保洁，中北镇，4000以上")
    assert changed_wish(wish, "张家窝的呢", TOWNS, TODAY) == JobWish(("cleaning",), ("张家窝镇",), 400_000)
    assert changed_wish(wish, "工资高的", TOWNS, TODAY) == JobWish(
        ("cleaning",), ("中北镇",), 400_000, order=SearchOrder.PAID
    )


def test_a_wish_without_work_and_place_is_open() -> None:
    assert read("找工作").is_open
    assert not read("杨柳青有什么活").is_open
