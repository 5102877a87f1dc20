"""What somebody says they pay is read as they say it; what they want to get, how long they paid, or two sums are no premium."""

from __future__ import annotations

import pytest

from bot.understanding.premium import premium_in


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("我每个月自己交1100块养老,能补回来多少", 1100),
        ("灵活就业保险一年缴一万三千五,给补多少", 13500),
        ("社保我交了九千六,返多少", 9600),
        ("交社保2400元能补几成", 2400),
    ],
)
def test_a_premium_is_read_in_digits_and_in_words(text: str, paid: int) -> None:
    assert premium_in(text) == paid


@pytest.mark.parametrize(
    "text",
    ["交了12年社保能补多少", "社保补贴能领1000块吗", "先交800后来交1200,补多少", "一个月缴九百多", "交社保能补多少"],
)
def test_what_is_no_one_premium_gives_none(text: str) -> None:
    assert premium_in(text) is None
