"""Limits in a wording: of a number its size, of a date its year."""

from __future__ import annotations

import pytest

from tests.understanding.situation.conftest import ReadSituation, told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("2025年登记失业十个月", "half_year_unemployed_2025=True"),
        ("2025年登记失业两个月", "half_year_unemployed_2025=False"),
        ("2016年拿过全国创业大赛的奖", "competition_winner=False"),
        ("2024年天津市创业大赛得过三等奖", "competition_winner=True"),
    ],
)
def test_a_wording_may_hold_for_one_year_only(read_situation: ReadSituation, text: str, fact: str) -> None:
    assert fact in told(read_situation(text))


def test_another_year_says_nothing_of_2025(read_situation: ReadSituation) -> None:
    facts = told(read_situation("2023年登记失业十个月"))
    assert not any(fact.startswith("half_year_unemployed_2025") for fact in facts)
