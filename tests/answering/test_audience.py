"""What is only for some people is said to those who named or told that they are; to others, what holds for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]


@pytest.mark.parametrize(
    "text",
    [
        "我在超市收银，创业培训我能免费去不",
        "种菜的，也没念过啥书，能上创业培训吗",
        "在家闲着，想上创业培训能让我去吗",
    ],
)
def test_nobody_is_promised_what_is_for_other_people(play: Play, text: str) -> None:
    assert not play(ActionAnswerQuestion, text, "ask_eligibility").reply["text"].startswith("能")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("退伍军人能不能免费学创业培训", "退役军人"),
        ("残疾人能参加创业培训不", "残疾人"),
        ("有执照的小老板能上创业培训吗", "个体工商户"),
        ("在校大学生能参加创业培训吗", "在校学生"),
    ],
)
def test_who_is_named_hears_what_is_for_them(play: Play, text: str, kind: str) -> None:
    assert kind in play(ActionAnswerQuestion, text, "ask_eligibility").reply["text"]
