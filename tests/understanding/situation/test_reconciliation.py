"""Somebody takes back what they said in the same breath."""

from __future__ import annotations

import pytest

from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("雇了3个，不对，4个", "jobs_created=4", "jobs_created=3"),
        ("失业险交了五年，说错了，是六年", "unemployment_insurance_months=72", "unemployment_insurance_months=60"),
        ("不是失业一年，是一年半", "unemployed_months=18", "unemployed_months=12"),
        ("困难认定有，打错了，没有", "difficulty_recognised=False", "difficulty_recognised=True"),
    ],
)
def test_what_is_taken_back_is_not_kept(read_situation: ReadSituation, text: str, right: str, wrong: str) -> None:
    facts = told(read_situation(text))
    assert right in facts
    assert wrong not in facts


def test_of_two_of_which_one_is_missing_neither_is_told(read_situation: ReadSituation) -> None:
    facts = told(read_situation("失业登记和困难认定有一个没办，记不清了"))
    assert not any(fact.startswith(("registered_unemployed", "difficulty_recognised")) for fact in facts)
