"""What is an answer to a question of the registration is taken; whatever else somebody types is left to the others."""

from __future__ import annotations

from datetime import date

import pytest

from bot.jobs.seekers import SeekerQuestion, certificates_in, read_answer

TOWNS = ["中北镇", "张家窝镇", "李七庄街"]
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("trade", "保洁", {"trade": "cleaning"}),
        ("trade", "想干保安吧", {"trade": "guard"}),
        ("town", "我住中北", {"town": "中北镇"}),
        ("town", "李七庄街道附近", {"town": "李七庄街"}),
        ("town", "杨柳青镇", {"town": "杨柳青镇"}),
        ("town", "都行", {"town": "不限"}),
        ("pay", "4000", {"floor": 400_000, "pay_period": "month"}),
        ("pay", "一小时20", {"floor": 2_000, "pay_period": "hour"}),
        ("pay", "不说", {}),
        ("nights", "能上", {"works_nights": True}),
        ("nights", "只上白班", {"works_nights": False}),
        ("form", "兼职", {"form": "part_time"}),
        ("certificate", "没有", {"certificate": False}),
        ("certificate", "有证", {"certificate": True}),
        ("phone", "不方便说", {}),
    ],
)
def test_an_answer_is_read(question: str, text: str, values: dict[str, object]) -> None:
    answer = read_answer(SeekerQuestion(question), text, TOWNS, TODAY)
    assert answer is not None and answer.values == values


@pytest.mark.parametrize(
    ("question", "text"),
    [
        *(("trade", "保洁有补贴吗"), ("trade", "保洁或者保安"), ("trade", "不说"), ("trade", "好的")),
        *(("town", "中北镇服务站在哪"), ("town", "中北镇和张家窝镇"), ("town", "好的")),
        *(("pay", "失业金领多少"), ("pay", "2"), ("pay", "面议吧")),
        *(("nights", "夜班有补助吗"), ("nights", "什么算夜班"), ("form", "灵活就业社保补贴"), ("phone", "13812345678")),
        ("pay", "我想问一下灵活就业社保补贴到底能领多少钱一个月呢"),
    ],
)
def test_whatever_else_is_said_is_no_answer(question: str, text: str) -> None:
    assert read_answer(SeekerQuestion(question), text, TOWNS, TODAY) is None


def test_a_certificate_that_is_only_liked_better_is_not_asked_for() -> None:
    assert certificates_in("持叉车证上岗，有健康证者优先；无需电工证") == ("forklift",)
    assert certificates_in("C1本，驾龄两年") == ("driving",)
