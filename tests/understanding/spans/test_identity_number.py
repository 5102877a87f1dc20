"""Identity numbers: what they say, and which are none. The numbers are the examples of the standard, or made up, nobody's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.spans import SpanKind, read_identity_number, read_spans

TODAY = date(2026, 11, 25)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def made_up(born_on: date, order: int) -> str:
    """Return a number with a right check digit."""
    digits = f"120111{born_on:%Y%m%d}{order:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return digits + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("text", "born_on", "sex"),
    [
        ("我身份证号11010519491231002X", date(1949, 12, 31), "female"),
        ("11010519491231002x", date(1949, 12, 31), "female"),
        ("１１０１０５１９４９１２３１００２Ｘ", date(1949, 12, 31), "female"),
        ("老证110105491231001，能用吗", date(1949, 12, 31), "male"),
    ],
)
def test_a_number_says_the_date_of_birth_and_the_sex(text: str, born_on: date, sex: str) -> None:
    found = read_identity_number(text)
    assert found is not None
    assert (found.born_on, found.sex) == (born_on, sex)


@pytest.mark.parametrize(
    "text",
    ["", "110105194912310021", "11010519491331002X", "990105194912310021", "11010519491231002X1", "990105491231002"],
)
def test_what_is_no_number_says_nothing(text: str) -> None:
    assert read_identity_number(text) is None
    assert read_spans(text, TODAY) == ()


@given(st.dates(date(1900, 1, 1), date(2026, 11, 25)), st.integers(0, 999))
def test_only_the_birth_is_read_out_of_a_number(born_on: date, order: int) -> None:
    number = made_up(born_on, order)
    (span,) = read_spans(f"号码是{number},能办吗", TODAY)
    assert (span.kind, span.role, span.unit, span.value.low) == (SpanKind.DATE, "birth", "day", born_on)
    assert number not in repr(span)


@given(st.dates(date(1900, 1, 1), date(2026, 11, 25)), st.integers(0, 999), st.integers(0, 17))
def test_a_number_with_one_digit_mistyped_says_nothing(born_on: date, order: int, place: int) -> None:
    number = made_up(born_on, order)
    wrong = str((int(number[place]) + 1) % 10) if number[place] != "X" else "0"
    assert read_identity_number(number[:place] + wrong + number[place + 1 :]) is None
