"""那我媳妇46呢 asks for another person what was just talked about; a supposition does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]
FLEXIBLE = {"policy": "social_insurance_subsidy_flexible", "facets": ["duration"]}


@pytest.mark.parametrize("text", ["那我老伴今年49呢", "我妹呢，今年43", "换成我爱人47呢"])
def test_another_person_is_judged_by_the_policy_talked_about(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, intent="nlu_fallback", slots=FLEXIBLE)
    assert played.replies[0]["outcome"] == "verdict"
    assert played.slots["check"]["policy"] == "social_insurance_subsidy_flexible"


def test_a_supposition_is_a_question_of_its_own(play: Play) -> None:
    played = play(ActionAnswerQuestion, "他要是自己开个店呢", intent="nlu_fallback", slots=FLEXIBLE)
    assert played.slots.get("check") is None


def test_without_a_policy_talked_about_all_are_weighed(play: Play) -> None:
    played = play(ActionAnswerQuestion, "那我老伴今年49呢", intent="nlu_fallback")
    assert (played.slots.get("check") or {}).get("policy") is None


def test_who_asks_by_a_way_is_asked_first_what_the_way_needs(play: Play) -> None:
    played = play(ActionAnswerQuestion, "我43了，算4050吗", intent="check_eligibility")
    assert played.slots["check"]["asked"] == "sex"


@pytest.mark.parametrize(
    "text",
    [
        "我女，今年52，社保自己交，办过困难认定和灵活就业登记，能领补贴吗",
        "困难人员已经认定了，男56，自己交着社保，能不能领社保补贴",
    ],
)
def test_what_somebody_has_already_is_not_what_is_checked(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, intent="check_eligibility")
    assert (played.slots.get("check") or {}).get("policy") != "employment_difficulty_recognition"
