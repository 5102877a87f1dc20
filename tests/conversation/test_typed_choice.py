"""Digits people type, and sentences that only look like digits."""

from __future__ import annotations

import pytest

from bot.conversation.typed_choice import typed_position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("1", 1),
        ("１", 1),
        ("1.", 1),
        ("1、", 1),
        ("1。", 1),
        ("(1)", 1),
        ("①", 1),
        ("选1", 1),
        ("我选 1", 1),
        ("第一个", 1),
        ("第1个", 1),
        ("一", 1),
        ("第十个", 10),
        ("十一", 11),
        ("二十", 20),
        ("选择第三项", 3),
    ],
)
def test_a_number_alone_is_a_position(text: str, position: int) -> None:
    assert typed_position(text) == position


@pytest.mark.parametrize(
    "text", ["", "0", "第一条", "一年", "3年", "500块", "2022", "十块", "选", "一二", "你好", "1 2 3"]
)
def test_a_sentence_or_an_amount_is_not_a_position(text: str) -> None:
    assert typed_position(text) is None
