"""The check character of 统一社会信用代码."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.credit_code import SIGNS, check_character, read_credit_code

# The example of the standard.
CODE = "91350100M000100Y43"
bodies = st.builds(
    lambda head, place, rest: head + place + rest,
    st.text(SIGNS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(SIGNS, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), f" {CODE} ", "91350100-M000100Y-43", "９１３５０１００M000100Y43"]
)
def test_the_example_of_the_standard_is_right_however_it_is_typed(text: str) -> None:
    assert read_credit_code(text) == CODE


@pytest.mark.parametrize("text", ["", "无", CODE[:-1], CODE + "1", "120111197503121012", "91350100M0001O0Y43"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_credit_code(text) is None


@given(bodies)
def test_a_body_with_its_character_is_a_code(body: str) -> None:
    assert read_credit_code(body + check_character(body)) == body + check_character(body)


@given(bodies, st.integers(8, 16), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_found(body: str, place: int, sign: str) -> None:
    code = body + check_character(body)
    wrong = code[:place] + sign + code[place + 1 :]
    assert (read_credit_code(wrong) is None) == (wrong != code)
