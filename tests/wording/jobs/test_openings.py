"""Openings in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.jobs import OpeningState, PayPeriod
from bot.jobs.search import FoundOpenings, JobWish, rank
from bot.wording.jobs import ASK_WHAT, say_found, say_judged, say_pay
from tests.jobs.search.test_match import OPENING

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "low", "high", "period", "said"),
    [
        ("4000-4500", 400_000, 450_000, PayPeriod.MONTH, "4000–4500元/月"),
        ("时薪26.6元", 2_660, 2_660, PayPeriod.HOUR, "26.6元/小时"),
        ("4000/月+提成", 400_000, 400_000, PayPeriod.MONTH, "4000元/月（单位写的是：4000/月+提成）"),
        ("面议", None, None, None, "面议"),
        (None, None, None, None, "面议"),
        ("3-5", None, None, None, "3-5"),
    ],
)
def test_pay_is_said_as_it_was_read_and_with_the_words_of_the_list(
    written: str | None, low: int | None, high: int | None, period: PayPeriod | None, said: str
) -> None:
    opening = replace(OPENING, pay_text=written, pay_low=low, pay_high=high, pay_period=period)
    assert say_pay(opening) == said


def test_an_opening_is_shown_with_its_reasons() -> None:
    wish = JobWish(("cleaning",), ("中北镇",), 400_000)
    opening = replace(OPENING, pay_text="4000-4500元/月", headcount=3, until=date(2026, 12, 31))
    found = FoundOpenings((rank(wish, opening, {}),), has_more=True)
    assert say_found(wish, found, 2).splitlines() == [
        "4. 保洁，样例公司（中北镇）",
        "   工资4000–4500元/月，招3人，2026年12月31日截止",
        "   为什么：是保洁的活；就在中北镇；工资够您说的数",
        "还有别的，可以说：下一页、只看近的、工资高的。",
    ]


def test_an_unknown_way_is_not_made_up() -> None:
    wish = JobWish(("cleaning",), ("中北镇",))
    found = FoundOpenings((rank(wish, replace(OPENING, town="张家窝镇"), {}),), has_more=False)
    assert "在张家窝镇，离中北镇多远要自己看" in say_found(wish, found, 1)


def test_an_open_wish_is_asked_what_it_wants() -> None:
    assert say_found(JobWish(), FoundOpenings((), has_more=False), 1) == ASK_WHAT


def test_an_expired_opening_is_said_to_be_so() -> None:
    over = replace(OPENING, until=date(2026, 11, 24), state=OpeningState.PASSED)
    assert "过期了" in next(say_judged(over, TODAY, {}))
