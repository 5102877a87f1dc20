"""The one action that answers questions: named, followed up, picked, dated, in full, in simple words, or unclear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]
LOAN = "startup_loan_individual"
FLEXIBLE = "social_insurance_subsidy_flexible"


def test_a_named_policy_is_answered_with_its_sources_and_remembered(play: Play) -> None:
    played = play(ActionAnswerQuestion, "灵活就业社保补贴能领多少钱", "ask_amount")
    assert (played.reply["outcome"], played.reply["policy"], played.reply["facets"]) == (
        "answered",
        FLEXIBLE,
        ["amount"],
    )
    assert "四分之三" in played.reply["text"]
    assert "plan" in {source["id"] for source in played.reply["sources"]}
    assert played.slots == {"misses": 0, "policy": FLEXIBLE, "facets": ["amount"]}


def test_a_follow_up_without_a_name_means_the_policy_of_before(play: Play) -> None:
    slots = {"policy": LOAN, "facets": ["amount"]}
    played = play(ActionAnswerQuestion, "那要带啥材料", "ask_materials", slots=slots)
    assert (played.reply["policy"], played.reply["facets"]) == (LOAN, ["materials"])


def test_another_policy_drops_the_one_before(play: Play) -> None:
    slots = {"policy": LOAN, "facets": ["amount"]}
    played = play(ActionAnswerQuestion, "失业金怎么领", "ask_procedure", slots=slots)
    assert played.reply["topic"] == "unemployment"
    assert played.slots["policy"] == played.reply["policy"]


def test_several_facets_are_answered_together(play: Play) -> None:
    played = play(ActionAnswerQuestion, "创业担保贷款要什么条件，能贷多少，贷几年", "ask_eligibility")
    assert played.reply["facets"] == ["eligibility", "amount", "duration"]
    assert all(label in played.reply["text"] for label in ("【什么人能办】", "【能有多少钱】", "【能享受多久】"))


def test_two_policies_get_a_reply_each(play: Play) -> None:
    played = play(ActionAnswerQuestion, "社保补贴和创业担保贷款分别要什么条件", "ask_eligibility")
    assert [reply["topic"] for reply in played.replies] == ["social_insurance_subsidy", "startup_loan"]


def test_without_any_policy_one_question_asks_which_is_meant(play: Play) -> None:
    played = play(ActionAnswerQuestion, "要带什么材料", "ask_materials")
    assert played.reply["outcome"] == "clarify"
    assert played.wishes[0] == ("ask_materials", {"topic": "social_insurance_subsidy"})
    assert played.slots == {"misses": 0}


def test_a_picked_choice_asks_its_own_policy_and_facets(play: Play) -> None:
    played = play(ActionAnswerQuestion, intent="ask_amount", picked={"policy": LOAN})
    assert (played.reply["policy"], played.reply["facets"]) == (LOAN, ["amount"])
    played = play(ActionAnswerQuestion, intent="ask_eligibility", picked={"topic": "training_subsidy"})
    assert (played.reply["topic"], played.reply["facets"]) == ("training_subsidy", ["eligibility"])
    played = play(ActionAnswerQuestion, intent="show_more", picked={"policy": LOAN, "facet": "amount,duration"})
    assert played.reply["facets"] == ["amount", "duration"]


def test_more_and_simpler_say_the_same_facet_at_another_length(play: Play) -> None:
    slots = {"policy": FLEXIBLE, "facets": ["amount"]}
    short = play(ActionAnswerQuestion, "灵活就业社保补贴能领多少钱", "ask_amount").reply["text"]
    more = play(ActionAnswerQuestion, "说详细点", "show_more", slots=slots).reply["text"]
    simpler = play(ActionAnswerQuestion, "听不懂，说简单点", "say_simpler", slots=slots).reply["text"]
    assert len(simpler) <= len(short) < len(more)


def test_a_year_in_the_question_is_answered_by_the_rules_of_that_year(play: Play) -> None:
    then = play(ActionAnswerQuestion, "2022年创业担保贷款能贷多少", "ask_amount").reply
    now = play(ActionAnswerQuestion, "创业担保贷款能贷多少", "ask_amount").reply
    assert then["text"].startswith("按2022年的规定")
    assert then["on"].startswith("2022") and now["on"] == "2026-11-25"
    assert then["text"] != now["text"]


def test_a_date_without_a_rule_is_said_to_have_none(play: Play) -> None:
    played = play(ActionAnswerQuestion, "2001年创业担保贷款能贷多少", "ask_amount")
    assert played.reply["outcome"] == "not_covered"
    assert "无现行依据" in played.reply["text"]


def test_the_date_of_a_fact_checker_wins_over_today(play: Play) -> None:
    played = play(ActionAnswerQuestion, "创业担保贷款能贷多少", "ask_amount", on="2022-07-01")
    assert played.reply["on"] == "2022-07-01"


def test_another_citys_name_is_answered_with_a_remark(play: Play) -> None:
    played = play(ActionAnswerQuestion, "湖北4050补贴怎么申请", "ask_procedure")
    assert played.reply["text"].startswith("按天津西青的规定（湖北的请问当地人社部门）：")


@pytest.mark.parametrize("text", ["附近有红娘服务站吗", "哪有就业服务站"])
def test_a_station_is_looked_for_in_the_matchmaker_service(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, "find_station")
    assert (played.reply["topic"], played.reply["facets"]) == ("matchmaker_service", ["where"])


def test_an_unknown_policy_in_a_choice_is_an_apology_not_a_crash(play: Play) -> None:
    played = play(ActionAnswerQuestion, intent="ask_amount", picked={"policy": "gone_since_yesterday"})
    assert played.reply["outcome"] == "error"
    assert "gone" not in played.reply["text"]


def test_what_a_share_comes_to_is_worked_out_from_the_premium_that_was_said(play: Play) -> None:
    text = play(ActionAnswerQuestion, "灵活就业社保补贴，我每月交1200块能补多少钱", "ask_amount").reply["text"]
    assert "1200×3/4＝900元" in text and "1200×2/3＝800元" in text
    assert "这是上限，不是实际能领的数" in text
    assert "×" not in play(ActionAnswerQuestion, "灵活就业社保补贴能补多少钱", "ask_amount").reply["text"]
