"""还有别的路吗is answered with whom else the policy is for, and with what else what is known may fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]
RECOGNITION = {"policy": "employment_difficulty_recognition", "facets": ["eligibility"]}


@pytest.mark.parametrize("text", ["还有别的路子吗", "那有没有其他办法", "就没别的门路了吗", "有别的补贴能领不"])
def test_who_asks_for_another_way_hears_whom_else_the_policy_is_for(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, intent="nlu_fallback", slots=RECOGNITION)
    assert played.replies[0]["policy"] == "employment_difficulty_recognition"
    assert "低保" in played.replies[0]["text"]


def test_what_was_told_is_weighed_for_the_other_policies(play: Play) -> None:
    known = {"who": "self", "people": {"self": {"age": 52, "sex": "male"}}}
    played = play(ActionAnswerQuestion, "还有别的路子吗", intent="nlu_fallback", slots={**RECOGNITION, "check": known})
    assert len(played.replies) == 2
