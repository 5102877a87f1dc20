"""Pay as lists write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import PayPeriod, PayRange, PayRemark, read_pay

MONTH, DAY, HOUR = PayPeriod.MONTH, PayPeriod.DAY, PayPeriod.HOUR


@pytest.mark.parametrize(
    ("text", "low", "high", "period"),
    [
        ("3-5千", 3000, 5000, MONTH),
        ("4000/月+提成", 4000, 4000, MONTH),
        ("时薪20", 20, 20, HOUR),
        ("20元/小时", 20, 20, HOUR),
        ("26.6元/时", 26.6, 26.6, HOUR),
        ("每小时二十五块", 25, 25, HOUR),
        ("200元/天", 200, 200, DAY),
        ("150元一天 日结", 150, 150, DAY),
        ("4000—6000", 4000, 6000, MONTH),
        ("4,000-6,000元", 4000, 6000, MONTH),
        ("4000元-5000元", 4000, 5000, MONTH),
        ("3.5k-5k", 3500, 5000, MONTH),
        ("6-8K", 6000, 8000, MONTH),
        ("1.2万-1.5万", 12000, 15000, MONTH),
        ("月薪四千到五千", 4000, 5000, MONTH),
        ("12-18万/年", 10000, 15000, MONTH),
        ("13薪 6000-8000", 6000, 8000, MONTH),
        ("试用期3000，转正4500", 3000, 4500, MONTH),
        ("4000-5000元/月，月休4天，每天8小时", 4000, 5000, MONTH),
        ("7:30-17:00 4500元", 4500, 4500, MONTH),
        ("五险一金，4000", 4000, 4000, MONTH),
        ("8小时 24元/小时", 24, 24, HOUR),
    ],
)
def test_pay_is_read(text: str, low: float, high: float, period: PayPeriod) -> None:
    read = read_pay(text)
    assert (read.low, read.high, read.period, read.remark) == (round(low * 100), round(high * 100), period, None)


@pytest.mark.parametrize("text", ["5000-3000", "5-3千", "6千-4千"])
def test_a_range_that_is_reversed_is_turned_and_said(text: str) -> None:
    read = read_pay(text)
    assert read.low is not None and read.high is not None
    assert read.low < read.high
    assert read.remark is PayRemark.REVERSED


@pytest.mark.parametrize("text", ["", "面议", "面谈，包吃住", "薪资优厚"])
def test_what_says_no_sum_is_not_guessed(text: str) -> None:
    assert read_pay(text) == PayRange()


@pytest.mark.parametrize("text", ["20", "100", "3-5", "8-12万", "计件0.5元/件"])
def test_a_sum_that_may_be_of_any_period_is_not_clear(text: str) -> None:
    assert read_pay(text) == PayRange(remark=PayRemark.UNCLEAR)


@pytest.mark.parametrize("text", ["底薪3000+提成", "4500以上", "3000+", "5000起"])
def test_what_comes_on_top_is_said_and_not_counted(text: str) -> None:
    assert read_pay(text).has_more


@given(st.text(alphabet="0123456789-~.,元千万kK/月天时薪面议提成+ 至到", max_size=30))
def test_any_text_gives_a_range_in_order_or_none(text: str) -> None:
    read = read_pay(text)
    assert (read.low is None) == (read.high is None) == (read.period is None)
    assert read.low is None or read.high is None or 0 <= read.low <= read.high
