"""What is said to a message: the statements that were asked for, of the policies that were meant."""

from __future__ import annotations

import pytest

from bot.lookup.statements import topics_in_doubt
from tests.lookup.statements.conftest import Ranked

LOAN = "startup_loan_individual"


@pytest.mark.parametrize(
    ("text", "policy", "facet"),
    [
        ("灵活就业社保补贴断缴几个月会给停掉啊", "social_insurance_subsidy_flexible", "restrictions"),
        ("单位招了困难人员 社保补贴能给几年", "social_insurance_subsidy_employer", "duration"),
        ("创业担保贷款爱人名下有车贷碍不碍事", LOAN, "restrictions"),
        ("马兰花上课花不花钱", "entrepreneurship_training", "amount"),
        ("失业金一个月能拿多少", "unemployment_benefit", "amount"),
    ],
)
def test_the_fact_that_is_asked_for_is_among_what_is_said(ranked: Ranked, text: str, policy: str, facet: str) -> None:
    chosen = ranked.chosen(text)
    assert chosen[0].policy == policy
    assert facet in chosen[0].facets


def test_each_subject_that_is_named_is_answered_in_its_order(ranked: Ranked) -> None:
    chosen = ranked.chosen("社保补贴和创业担保贷款各要什么条件")
    assert [ranked.kb.policy(each.policy).topic for each in chosen] == ["social_insurance_subsidy", "startup_loan"]


def test_each_facet_that_is_named_is_answered(ranked: Ranked) -> None:
    [chosen] = ranked.chosen("灵活就业社保补贴补多少钱，补几年，要带什么材料")
    assert {"amount", "duration", "materials"} <= set(chosen.facets)


def test_a_question_without_a_name_goes_on_with_the_conversation(ranked: Ranked) -> None:
    assert ranked.chosen("那利息政府给出吗", last_policy=LOAN)[0].policy == LOAN


def test_a_new_name_leaves_the_conversation(ranked: Ranked) -> None:
    assert ranked.chosen("失业金怎么领", last_policy=LOAN)[0].policy == "unemployment_benefit"


def test_a_bare_question_leaves_the_policy_in_doubt_and_a_name_does_not(ranked: Ranked) -> None:
    assert len(topics_in_doubt(ranked("要带什么材料"))) > 1
    assert topics_in_doubt(ranked("创业担保贷款最高能贷多少")) == ()


def test_what_is_said_is_whole_statements_of_the_knowledge_base(ranked: Ranked) -> None:
    known = {(entry.policy, entry.facet, entry.statement) for entry in ranked.statements.entries}
    for text in ("社保补贴补几成", "贷款要人担保不", "培训完给发证吗", "失业登记去哪办", "公益岗能干几年"):
        for chosen in ranked.chosen(text):
            assert {(chosen.policy, facet, statement) for facet, statement in chosen.statements} <= known


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("我们厂今年一个人没裁，不裁员的企业，失业保险费能返回来百分之几", "job_retention_refund"),
        ("少裁员的单位，上年度交的失业保险费返还多少", "job_retention_refund"),
        ("稳岗返还办好了，职工的失业金一个月发多少", "unemployment_benefit"),
    ],
)
def test_words_that_fit_another_subject_of_the_message_belong_to_it(ranked: Ranked, text: str, policy: str) -> None:
    assert ranked.chosen(text)[0].policy == policy


@pytest.mark.parametrize(
    ("text", "last_policy"),
    [
        ("求职补贴那钱一辈子就给一次么，还是年年给", "graduates_job_seeking_subsidy"),
        ("不会上网，就去居委会说一声，给介绍个活行吗", "matchmaker_service"),
    ],
)
def test_words_that_point_elsewhere_do_not_leave_the_conversation(ranked: Ranked, text: str, last_policy: str) -> None:
    assert ranked.chosen(text, last_policy=last_policy)[0].policy == last_policy


def test_where_nothing_is_like_what_is_asked_it_is_asked_back(ranked: Ranked) -> None:
    assert len(topics_in_doubt(ranked("今年一个月最少得掏多少钱"))) > 1


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("退伍兵开店贷款最多贷多少", "startup_loan_individual"),
        ("毕业生能申请创业贷款不", "startup_loan_individual"),
        ("退役军人有啥帮扶", "veterans_support"),
        ("毕业生就业找谁", "graduates_support"),
    ],
)
def test_the_name_of_a_kind_of_people_gives_way_to_what_they_ask_for(ranked: Ranked, text: str, policy: str) -> None:
    assert [answer.policy for answer in ranked.chosen(text)] == [policy]
