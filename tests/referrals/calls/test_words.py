"""What people write about a call, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.referrals.calls.words import (
    asks_how_far,
    bare_words,
    calls_a_matchmaker,
    phone_number,
    seems_a_number,
    wants_no_call,
)


@pytest.mark.parametrize("text", ["呼叫红娘", "我要找个红娘吧", "帮我联系一下就业红娘！"])
def test_a_matchmaker_is_called_by_name(text: str) -> None:
    assert calls_a_matchmaker(bare_words(text))


@pytest.mark.parametrize("text", ["红娘是干什么的", "找红娘要钱吗", "相亲找红娘介绍"])
def test_a_question_about_matchmakers_calls_none(text: str) -> None:
    assert not calls_a_matchmaker(bare_words(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13900001111", "13900001111"),
        ("8613900001111", "13900001111"),
        ("（022）2700 0000", "02227000000"),
        ("２７００００００", "27000000"),
        ("12900001111", None),
        ("139000011112", None),
        ("没有电话", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(text: str, number: str | None) -> None:
    assert phone_number(bare_words(text)) == number


def test_a_wrong_number_is_still_meant_as_one() -> None:
    assert seems_a_number("139 0000 111")
    assert not seems_a_number("35岁了")


@pytest.mark.parametrize("text", ["不用联系我了", "别打电话给我", "甭找我了"])
def test_who_wants_no_call_is_heard(text: str) -> None:
    assert wants_no_call(bare_words(text))


def test_a_long_message_is_neither_a_cancellation_nor_a_question_how_far() -> None:
    words = "我想问的是灵活就业补贴到哪一步了才算办完"
    assert not asks_how_far(words)
    assert not wants_no_call("这个补贴是不是办完以后就再也不用联系我")
