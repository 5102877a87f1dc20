"""Who complains that nothing comes asks how far it is: no verdict, whatever facts the story holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        (
            "我去年8月让单位辞了，失业金申领都交上去了，到现在没有进账，窗口让我等，这钱领着就这么难不",
            "unemployment_benefit",
        ),
        ("女51，4050认定过，社保补贴材料3月就交了，迟迟没有发放，是不是把我忘了", "social_insurance_subsidy_flexible"),
        ("我男34开了个修车铺，创业担保贷款从5月拖到现在，银行和街道来回推", "startup_loan_individual"),
    ],
)
def test_a_complaint_is_told_how_far_things_are_and_starts_no_check(play: Play, text: str, policy: str) -> None:
    played = play(ActionAnswerQuestion, text, intent="check_eligibility")
    assert played.slots.get("check") is None
    assert {"status"} == set(played.replies[0]["facets"])
    assert played.slots["policy"] == policy


def test_what_a_topic_only_hinted_at_has_to_say_of_its_progress_is_said(play: Play) -> None:
    played = play(ActionAnswerQuestion, "村里组织的月嫂培训说上个月开，拖到现在也没开班，没个准信", intent="ask_status")
    assert played.replies[0]["topic"] == "skills_training"
    assert played.replies[0]["facets"] == ["status"]


def test_a_complaint_that_asks_whether_one_may_still_get_it_is_a_case(play: Play) -> None:
    played = play(
        ActionAnswerQuestion,
        "我女51，认定过困难，社保自己交，材料交了仨月没信，我还能领社保补贴吗",
        intent="check_eligibility",
    )
    assert played.replies[0]["verdict"] is not None
