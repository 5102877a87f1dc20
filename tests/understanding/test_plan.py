"""What is answered: the named, the clearly hinted, or what the conversation was about; else it is asked back."""

from __future__ import annotations

import pytest

from bot.understanding import Context
from bot.understanding.intents import ASK_OTHER_DATE, CHECK_ELIGIBILITY, FALLBACK, SAY_SIMPLER, SHOW_MORE
from tests.understanding.conftest import Planned

LOAN_AMOUNT = Context("example_loan", ("amount",))


def policies(planned: Planned, message: str, intent: str, context: Context | None = None) -> list[str]:
    return [policy.id for policy in planned(message, intent, context).policies]


def test_a_named_policy_is_answered(planned: Planned) -> None:
    plan = planned("个人担保贷款能贷多少", "ask_amount")
    assert [policy.id for policy in plan.policies] == ["example_loan"]
    assert plan.facets == ("amount",)


def test_a_topic_is_answered_by_its_default_policy(planned: Planned) -> None:
    assert policies(planned, "社保补贴怎么申请", "ask_procedure") == ["example_subsidy_flexible"]


def test_a_topic_is_answered_by_the_policy_for_the_person(planned: Planned) -> None:
    assert policies(planned, "我毕业了,社保补贴怎么申请", "ask_procedure") == ["example_subsidy_graduates"]


def test_several_facets_are_answered_at_once(planned: Planned) -> None:
    assert planned("创业贷款要带什么,能贷多少", "ask_materials").facets == ("materials", "amount")
    assert len(planned("创业贷款能贷多少,几年,带什么,去哪,电话", "ask_amount").facets) == 3


def test_two_policies_are_answered_at_once(planned: Planned) -> None:
    plan = planned("社保补贴和创业贷款去哪办", "ask_where")
    assert [policy.id for policy in plan.policies] == ["example_subsidy_flexible", "example_loan"]


def test_three_policies_are_asked_back(planned: Planned) -> None:
    plan = planned("社保补贴、创业贷款和创业培训去哪办", "ask_where")
    assert plan.policies == ()
    assert plan.unsure_topics == ("social_insurance_subsidy", "startup_loan", "training_subsidy")


def test_a_name_without_a_facet_is_an_overview(planned: Planned) -> None:
    assert planned("创业贷款", FALLBACK).facets == ("overview",)


def test_checking_whether_one_fits_asks_for_the_conditions(planned: Planned) -> None:
    assert planned("创业贷款我够不够", CHECK_ELIGIBILITY).facets == ("eligibility",)


def test_one_clear_hint_is_answered(planned: Planned) -> None:
    assert policies(planned, "想开店能借钱吗", "ask_eligibility") == ["example_loan"]


def test_a_hinted_topic_is_answered_by_the_policy_for_the_person(planned: Planned) -> None:
    assert policies(planned, "毕业后交社保有补的吗", "ask_eligibility") == ["example_subsidy_graduates"]


@pytest.mark.parametrize(
    ("message", "intent", "topics"),
    [
        ("想学开店,也想借钱", "ask_eligibility", ("startup_loan", "training_subsidy")),
        ("想开店能借钱吗", FALLBACK, ("startup_loan",)),
        ("想开店能借钱吗" + "我说来话长" * 12, "ask_eligibility", ("startup_loan",)),
        ("怎么申请", "ask_procedure", ()),
    ],
)
def test_what_is_unsure_is_asked_back(planned: Planned, message: str, intent: str, topics: tuple[str, ...]) -> None:
    plan = planned(message, intent)
    assert plan.policies == ()
    assert plan.unsure_topics == topics


def test_a_follow_up_keeps_the_policy(planned: Planned) -> None:
    plan = planned("那要带什么", "ask_materials", LOAN_AMOUNT)
    assert [policy.id for policy in plan.policies] == ["example_loan"]
    assert plan.facets == ("materials",)


def test_a_long_message_without_a_name_is_no_follow_up(planned: Planned) -> None:
    assert (
        policies(
            planned, "这回我想问问另外一件跟前面完全没有关系的事情,不知道您这里能不能管", "ask_procedure", LOAN_AMOUNT
        )
        == []
    )


def test_a_change_of_topic_drops_the_policy(planned: Planned) -> None:
    plan = planned("社保补贴怎么申请", "ask_procedure", LOAN_AMOUNT)
    assert [policy.id for policy in plan.policies] == ["example_subsidy_flexible"]
    assert plan.facets == ("procedure",)


def test_and_the_other_one_asks_the_same_of_another_policy(planned: Planned) -> None:
    plan = planned("那创业贷款呢", "ask_overview", Context("example_subsidy_flexible", ("amount", "where")))
    assert [policy.id for policy in plan.policies] == ["example_loan"]
    assert plan.facets == ("amount", "where")


def test_a_new_question_about_another_policy_does_not_repeat_the_facet(planned: Planned) -> None:
    assert planned("给我讲讲你们那个创业贷款到底咋回事", "ask_overview", LOAN_AMOUNT).facets == ("overview",)
    assert planned("那社保补贴几年", "ask_duration", LOAN_AMOUNT).facets == ("duration",)


@pytest.mark.parametrize("intent", [ASK_OTHER_DATE, SHOW_MORE, SAY_SIMPLER])
def test_asking_again_repeats_policy_and_facets(planned: Planned, intent: str) -> None:
    plan = planned("那2022年呢", intent, Context("example_loan", ("amount", "duration")))
    assert [policy.id for policy in plan.policies] == ["example_loan"]
    assert plan.facets == ("amount", "duration")
