"""What is taken for a wish to be judged: with nothing to judge, statements answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.check_eligibility import ActionCheckEligibility
from tests.answering.conftest import Played

Play = Callable[..., Played]
REGISTRATION = {"policy": "unemployment_registration", "facets": ["overview"]}
EMPLOYEES = {"policy": "employee_insurance_subsidy", "facets": ["amount"]}


def test_of_what_has_no_conditions_the_statements_answer(play: Play) -> None:
    played = play(
        ActionCheckEligibility, "前年登记过失业，这会儿还作数不", intent="check_eligibility", slots=REGISTRATION
    )
    assert played.replies[0]["outcome"] == "answered"
    assert played.slots.get("check") is None


def test_a_question_that_tells_of_no_case_is_answered(play: Play) -> None:
    played = play(ActionCheckEligibility, "外地人来西青打工欢迎吗", intent="check_eligibility")
    assert played.replies[0]["outcome"] == "answered"


def test_without_a_policy_and_a_story_it_is_asked_which(play: Play) -> None:
    played = play(ActionCheckEligibility, "帮我算算我够不够", intent="check_eligibility")
    assert played.replies[0]["outcome"] == "clarify"


@pytest.mark.parametrize("text", ["没登记过失业，现在在公司上班，能领吗", "失业登记没办过，如今上着班，够条件不"])
def test_what_somebody_tells_of_themselves_points_at_no_other_policy(play: Play, text: str) -> None:
    played = play(ActionCheckEligibility, text, intent="check_eligibility", slots=EMPLOYEES)
    assert played.slots["check"]["policy"] == "employee_insurance_subsidy"
