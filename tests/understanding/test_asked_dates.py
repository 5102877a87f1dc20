"""The date asked about is found; dates that only belong to a person's story are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kb import Period
from bot.understanding import Normaliser
from bot.understanding.asked_dates import EARLIEST_YEAR, LATEST_YEAR, asked_period

TODAY = date(2026, 11, 25)
MARCH_2023 = Period(date(2023, 3, 1), date(2023, 3, 31))


def asked(message: str) -> Period | None:
    return asked_period(Normaliser()(message), TODAY)


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("2022年最多能贷多少", Period.year(2022)),
        ("22年的标准是多少", Period.year(2022)),
        ("2022版的方案", Period.year(2022)),
        ("2022年度的标准", Period.year(2022)),
        ("二〇二二年能贷多少", Period.year(2022)),
        ("２０２２年能补多少", Period.year(2022)),
        ("那2021年呢", Period.year(2021)),
        ("去年的标准", Period.year(2025)),
        ("上一年度的标准", Period.year(2025)),
        ("按上一年的基数算", Period.year(2025)),
        ("前年申请的话", Period.year(2024)),
        ("明年还有没有", Period.year(2027)),
        ("2023年3月能申请吗", MARCH_2023),
        ("2023.3能申请吗", MARCH_2023),
        ("2024年2月的标准", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2022年7月1日贷多少", Period.day(date(2022, 7, 1))),
        ("2022年7月1号贷多少", Period.day(date(2022, 7, 1))),
        ("2022-07-01贷多少", Period.day(date(2022, 7, 1))),
        ("2022/7/1 贷多少", Period.day(date(2022, 7, 1))),
    ],
)
def test_a_date_asked_about_is_found(message: str, period: Period) -> None:
    assert asked(message) == period


@pytest.mark.parametrize(
    "message",
    [
        "现在能贷多少",
        "今年能贷多少",
        "我1974年出生",
        "1974年生人能办吗",
        "我是2023届毕业生能领吗",
        "2022年毕业能领吗",
        "我21年下岗的",
        "去年毕业的能领吗",
        "去年刚失业能领吗",
        "交了22年社保能领吗",
        "15年社保能领吗",
        "工龄12年",
        "养老保险交满15年能领多少",
        "社保交了20年能领吗",
        "干了18年能申请吗",
        "20年前交的",
        "贷款2000元",
        "每年2500人",
        "2025年以后还算数吗",
        "2022年往后还有没有",
        "税上一年能减多少",
        "班上一年能领吗",
        "2023年13月",
        "2022年2月30日",
        "身份证120101197401011234",
    ],
)
def test_a_date_that_is_not_asked_about_is_none(message: str) -> None:
    assert asked(message) is None


def test_in_a_long_story_only_the_date_of_the_question_counts() -> None:
    story = "我在2019年从厂里下岗,后来一直没有找到工作,自己交着保险,日子紧巴,请问2022年的补贴标准是多少"
    assert asked(story) == Period.year(2022)
    assert asked("我去年离职,今年想干点小买卖,手里没有钱,家里也帮不上,想问问现在最多能贷多少") is None


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)))
def test_every_day_written_out_is_found(day: date) -> None:
    assert asked(f"{day.year}年{day.month}月{day.day}日的标准") == Period.day(day)
    assert asked(f"{day.isoformat()}的标准") == Period.day(day)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    period = asked(text)
    assert period is None or period.first <= period.last
