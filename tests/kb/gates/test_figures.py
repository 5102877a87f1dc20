"""Figures are found however they are written, so that an answer cannot slip one past its source."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.kb.gates.figures import figures_in

NAMES = "零一二三四五六七八九"


def section_in_chinese(number: int) -> str:
    """Write 1 to 9999 the way Chinese does, with one 零 for any run of empty places."""
    written, is_open = "", False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            written += ("零" if is_open else "") + NAMES[digit] + sign
        is_open = bool(written) and not digit
    return written


def in_chinese(number: int) -> str:
    """Write 1 to 99,999,999 in Chinese numerals."""
    high, low = divmod(number, 10_000)
    if not high:
        return section_in_chinese(number)
    gap = "零" if low and low < 1000 else ""
    return section_in_chinese(high) + "万" + gap + (section_in_chinese(low) if low else "")


@given(st.integers(2, 99_999_999))
def test_a_chinese_numeral_before_a_unit_is_its_number(number: int) -> None:
    assert figures_in(f"最高{in_chinese(number)}元") == {Fraction(number)}


@given(st.integers(0, 10**9))
@example(22944050)
@example(4050)
def test_an_arabic_number_is_itself(number: int) -> None:
    assert figures_in(f"每人{number}元标准") == {Fraction(number)}


@given(st.integers(1, 9999))
def test_tens_of_thousands_are_equal_in_both_writings(number: int) -> None:
    assert figures_in(f"{number}万元") == figures_in(f"{in_chinese(number)}万元") == {Fraction(number * 10_000)}


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_share_is_equal_in_both_writings(top: int, bottom: int) -> None:
    assert figures_in(f"{top}/{bottom}") == {Fraction(top, bottom)}
    assert figures_in(f"补{in_chinese(bottom)}分之{in_chinese(top)}") == {Fraction(top, bottom)}


@given(st.integers(0, 100))
def test_a_percentage_is_a_share_of_a_hundred(percent: int) -> None:
    for sign in ("%", "％"):
        assert figures_in(f"补{percent}{sign}的保费") == {Fraction(percent, 100)}


@given(st.integers(1, 99))
def test_a_percentage_in_words_is_the_same_figure(percent: int) -> None:
    assert figures_in(f"补百分之{in_chinese(percent)}") == {Fraction(percent, 100)}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(figure, Fraction) for figure in figures_in(text))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("最高三十万", {300_000}),
        ("2022年6月21日", {2022, 6, 21}),
        ("二〇二二年", {2022}),
        ("百分之百", {1}),
        ("失业半年以上", {6}),
        ("1.5倍", {Fraction(3, 2)}),
        ("两倍", {2}),
        ("一年", {1}),
        ("四十周岁", {40}),
        ("十二个月", {12}),
        ("5000万元", {50_000_000}),
    ],
)
def test_everyday_writings_are_figures(text: str, figures: set[object]) -> None:
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "一次性补贴",
        "一个人申请",
        "4050人员",
        "一对一服务",
        "零就业家庭",
        "万一不够",
        "千万别忘",
        "上半年再说",
        "多少钱",
    ],
)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    assert figures_in(text) == frozenset()
