"""Numerals in Chinese are read, and what only looks like one is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.spans.spoken_numeral import spoken_quantity

DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """Return a number below a hundred million as it is written out in full."""
    if number >= 10_000:
        rest = number % 10_000
        link = "零" if 0 < rest < 1000 else ""
        return f"{spoken(number // 10_000)}万{link}{spoken(rest) if rest else ''}"
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            rest = number % scale
            link = "零" if 0 < rest < scale // 10 else ""
            return f"{DIGITS[number // scale]}{sign}{link}{spoken(rest) if rest else ''}"
    return DIGITS[number]


@given(st.integers(1, 99_999_999))
def test_every_number_written_out_is_read(number: int) -> None:
    found = spoken_quantity(spoken(number))
    assert found is not None
    assert (found.low, found.high) == (Decimal(number), Decimal(number))


@pytest.mark.parametrize(
    "signs", ["百", "千万", "万", "二二", "一二三", "五五", "几", "零", "十百", "三三两两", "百八十"]
)
def test_what_is_no_numeral_is_none(signs: str) -> None:
    assert spoken_quantity(signs) is None


@given(st.text("零〇一二两三四五六七八九十百千万亿廿卅几好", min_size=1, max_size=16))
def test_any_run_of_signs_can_be_tried(signs: str) -> None:
    found = spoken_quantity(signs)
    assert found is None or (found.high is None or 0 < found.low <= found.high)
