"""After an answer a few next steps are offered, and only those that lead to an answer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from bot.kb import KnowledgeBase, Period, load
from bot.wording.answers.next_choices import next_choices
from bot.wording.answers.told_facets import tells
from tests.fixtures.small_kb import copy_kb_with_conditions
from tests.wording.conftest import TODAY


def labels(kb: KnowledgeBase, policy: str, *asked: str, has_more: bool = False) -> list[str]:
    return [
        choice.label
        for choice in next_choices(kb, kb.policy(policy), asked, Period.day(TODAY), TODAY, has_more=has_more)
    ]


def test_the_next_steps_follow_the_way_of_someone_who_applies(kb: KnowledgeBase) -> None:
    assert labels(kb, "example_loan", "overview") == ["什么人能办", "能有多少钱", "怎么办理"]
    assert labels(kb, "example_loan", "eligibility", "amount") == ["怎么办理", "到哪里办"]


def test_a_facet_without_a_source_is_not_offered(kb: KnowledgeBase) -> None:
    assert labels(kb, "example_subsidy_flexible", "amount") == ["什么人能办", "毕业生社保补贴"]


def test_a_facet_that_nothing_answers_today_is_not_offered(kb: KnowledgeBase) -> None:
    assert "能享受多久" not in labels(kb, "example_loan", "eligibility", "amount", "procedure", "where")
    assert "能有多少钱" not in labels(kb, "example_training", "overview")


def test_a_policy_that_has_ended_offers_only_its_sisters(kb: KnowledgeBase) -> None:
    assert labels(kb, "example_subsidy_graduates", "overview") == ["灵活就业社保补贴"]


def test_the_rest_of_a_long_answer_comes_first(kb: KnowledgeBase) -> None:
    (first, *_) = next_choices(
        kb, kb.policy("example_loan"), ("amount", "where"), Period.day(TODAY), TODAY, has_more=True
    )
    assert (first.label, first.intent) == ("说详细点", "show_more")
    assert first.entities == {"policy": "example_loan", "facet": "amount,where"}


def test_a_choice_holds_the_wish_that_it_stands_for(kb: KnowledgeBase) -> None:
    (facet, sister) = next_choices(
        kb, kb.policy("example_subsidy_flexible"), ("amount",), Period.day(TODAY), TODAY, has_more=False
    )
    assert (facet.intent, facet.entities) == ("ask_eligibility", {"policy": "example_subsidy_flexible"})
    assert (sister.intent, sister.entities) == ("ask_amount", {"policy": "example_subsidy_graduates"})


def test_at_most_six_are_offered(kb: KnowledgeBase) -> None:
    loan = kb.policy("example_loan")
    sisters = {f"sister_{number}": dataclasses.replace(loan, id=f"sister_{number}") for number in range(9)}
    many = dataclasses.replace(kb, policies={**kb.policies, **sisters})
    assert len(next_choices(many, loan, ("overview",), Period.day(TODAY), TODAY, has_more=True)) == 6


def test_after_an_answer_for_an_earlier_date_the_choices_ask_for_that_date(kb: KnowledgeBase) -> None:
    choices = next_choices(kb, kb.policy("example_loan"), ("amount",), Period.year(2022), TODAY, has_more=True)
    assert {choice.entities["period"] for choice in choices} == {"2022-01-01/2022-12-31"}
    choices = next_choices(kb, kb.policy("example_loan"), ("amount",), Period.day(TODAY), TODAY, has_more=True)
    assert not any("period" in choice.entities for choice in choices)


def test_who_asks_whether_or_how_much_can_see_at_once_whether_it_fits(tmp_path: Path) -> None:
    practice = load(copy_kb_with_conditions(tmp_path))
    policy = next(each for each in practice.policies.values() if each.criteria is not None)
    offered = next_choices(practice, policy, ("amount",), Period.day(TODAY), TODAY, has_more=False)
    assert (offered[0].label, offered[0].intent) == ("算算我够不够", "check_eligibility")
    later = next_choices(practice, policy, ("contact",), Period.day(TODAY), TODAY, has_more=False)
    assert "算算我够不够" not in {choice.label for choice in later}


def test_nothing_is_offered_that_leads_to_nothing_known() -> None:
    kb = load(Path("policies_kb"))
    today = Period.day(TODAY)
    for policy in kb.policies.values():
        for asked in kb.facets:
            for choice in next_choices(kb, policy, (asked,), today, TODAY, has_more=False):
                other = kb.policies[choice.entities["policy"]]
                facet = choice.intent.removeprefix("ask_")
                is_known = choice.intent == "check_eligibility" or not other.validity.overlaps(today)
                assert is_known or tells(kb, other, facet, today), (policy.id, asked, choice)
