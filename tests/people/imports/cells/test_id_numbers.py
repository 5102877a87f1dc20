"""Id numbers: what they say, and which are none. The numbers are the examples of the standard, nobody's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.people.imports.cells.id_numbers import read_id_number


def test_a_number_says_the_date_of_birth_and_the_sex() -> None:
    found = read_id_number("11010519491231002x")
    assert found is not None
    assert (found.born_on, found.sex) == (date(1949, 12, 31), "female")
    male = read_id_number("440524188001010014")
    assert male is not None
    assert (male.born_on, male.sex) == (date(1880, 1, 1), "male")


@pytest.mark.parametrize(
    "text",
    ["", "110105491231002", "110105194912310021", "11010519491331002X", "1.10105E+17", "11010519491231002X1"],
)
def test_what_is_no_number_says_nothing(text: str) -> None:
    assert read_id_number(text) is None
