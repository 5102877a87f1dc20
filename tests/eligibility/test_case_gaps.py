"""What the cases of a policy do not cover yet is named precisely, so that an editor can write it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

import pytest

from bot.eligibility import Leaf, Node, Situation, evaluate, rule_for
from bot.eligibility.case_gaps import case_gaps
from bot.kb import KnowledgeBase
from bot.kb.model.cases import EligibilityCase
from bot.kb.model.criteria import FactType, Operator, Value
from tests.eligibility.trees import ON, POLICY, fact, leaf, rule

A, B, C = (leaf(name, fact(name)) for name in "abc")
Facts = dict[str, Value]
NO_KB = KnowledgeBase({}, {}, {}, {}, {}, {}, {}, {})


def gaps(root: Leaf | Node, *people: Facts) -> list[str]:
    return case_gaps(NO_KB, POLICY, [evaluate(rule(root), Situation(facts, ON)) for facts in people])


def gaps_of(kb: KnowledgeBase, policy: str, cases: Sequence[EligibilityCase]) -> list[str]:
    verdicts = [
        evaluate(rule_for(kb, kb.policy(policy), case.on), Situation(case.facts, case.on))
        for case in cases
        if case.policy == policy
    ]
    return case_gaps(kb, kb.policy(policy), verdicts)


def test_a_policy_without_cases_lacks_every_verdict() -> None:
    assert gaps(A) == [
        "缺一个能享受(eligible 或 possibly)的例子",
        "缺一个 not_eligible 的例子",
        "缺一个 needs_facts 的例子",
    ]


def test_a_condition_that_fails_only_beside_another_one_has_not_been_shown_to_decide() -> None:
    both = Node("all", (A, B))
    people: list[Facts] = [{}, {"a": True, "b": True}, {"a": False, "b": False}, {"a": True, "b": False}]
    assert gaps(both, *people) == ["缺一个只因为「a」不满足而 not_eligible 的例子"]
    assert gaps(both, *people, {"a": False, "b": True}) == []


def test_of_alternatives_one_case_must_fail_all() -> None:
    root = Node("all", (Node("any", (A, B)), C))
    people: list[Facts] = [{}, {"a": True, "c": True}, {"a": True, "c": False}, {"a": False, "b": True, "c": False}]
    assert gaps(root, *people) == ["缺一个只因为「a」、「b」这一组不满足而 not_eligible 的例子"]
    assert gaps(root, *people, {"a": False, "b": False, "c": True}) == []


def test_a_condition_inside_an_alternative_must_fail_in_a_case_with_a_no() -> None:
    root = Node("any", (Node("all", (A, B)), C))
    assert gaps(root, {}, {"c": True}, {"a": False, "b": True, "c": False}) == [
        "缺一个「b」这边不满足的 not_eligible 的例子"
    ]


def test_what_must_not_be_fails_by_being_so() -> None:
    assert gaps(Node("not", (A,)), {}, {"a": False}, {"a": True}) == []


@pytest.mark.parametrize(
    ("operator", "edges"),
    [(Operator.GE, (12, 11)), (Operator.LT, (12, 11)), (Operator.LE, (12, 13)), (Operator.GT, (12, 13))],
)
def test_a_number_needs_its_limit_and_the_one_beside_it(operator: Operator, edges: tuple[int, int]) -> None:
    months = fact("months", FactType.NUMBER)
    root = leaf("long_enough", months, operator, 12)
    people: list[Facts] = [{}, {"months": 2}, {"months": 30}]
    assert gaps(root, *people) == [f"「long_enough」缺一个「months」正好是 {edge} 的例子" for edge in edges]
    at_the_edges: list[Facts] = [{"months": edge} for edge in edges]
    assert gaps(root, {}, *at_the_edges) == []


def test_a_number_that_is_one_of_several_has_no_edges() -> None:
    months = fact("months", FactType.NUMBER)
    root = leaf("round", months, Operator.IN, (12, 24))
    assert gaps(root, {}, {"months": 12}, {"months": 13}) == []


def test_each_dated_value_of_a_limit_needs_its_own_edges() -> None:
    percent = fact("percent", FactType.NUMBER)
    before, after = (leaf("enough", percent, Operator.GE, limit) for limit in (20, 15))
    shown: list[tuple[Leaf, Facts]] = [(before, {}), (before, {"percent": 20}), (before, {"percent": 19})]
    shown += [(after, {"percent": 15}), (after, {"percent": 3})]
    played = [evaluate(rule(root), Situation(facts, ON)) for root, facts in shown]
    assert case_gaps(NO_KB, POLICY, played) == ["「enough」缺一个「percent」正好是 14 的例子"]


def test_the_day_on_which_a_rule_changes_needs_a_case_on_either_side(kb: KnowledgeBase) -> None:
    later = [case for case in kb.eligibility_cases if case.on.year > 2024]
    assert gaps_of(kb, "social_insurance_subsidy_flexible", later) == [
        f"条件从 {first} 起变了,缺一个 {day} 的例子"
        for first, days in (
            ("2022-01-01", ("2021-12-31", "2022-01-01")),
            ("2023-12-20", ("2023-12-19", "2023-12-20")),
        )
        for day in days
    ]


def test_a_date_that_changes_nothing_needs_no_case(kb: KnowledgeBase) -> None:
    # Its attested condition is older than its criteria, and means nothing before these are in force.
    policy = kb.policy("public_welfare_post")
    assert policy.attested[0].validity.start == date(2022, 6, 21)
    later = [case for case in kb.eligibility_cases if case.on.year > 2024]
    assert not any("2022-06-21" in gap for gap in gaps_of(kb, policy.id, later))
    without = dataclasses.replace(policy, attested=())
    assert not any("2022-06-21" in gap for gap in case_gaps(kb, without, []))
