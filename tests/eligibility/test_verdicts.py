"""The engine: unknown is never no, only what decides is asked, ages move with the date, contradictions are said."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from bot.eligibility import Leaf, Node, Situation, Status, evaluate, rule_for
from bot.eligibility.truth import Truth
from bot.kb import KnowledgeBase
from bot.kb.model.criteria import FactType, Operator, Value
from tests.eligibility.trees import ON, fact, leaf, random_facts, random_root, rule

A, B, C = (fact(name) for name in "abc")
AGE = fact("age", FactType.NUMBER, unit="years", grows=True)


def verdict(root: Leaf | Node, **facts: Value) -> Status:
    return evaluate(rule(root), Situation(facts, ON)).status


def missing(root: Leaf | Node, **facts: Value) -> tuple[str, ...]:
    return evaluate(rule(root), Situation(facts, ON)).missing


BOTH = Node("all", (leaf("x", A), leaf("y", B)))
EITHER = Node("any", (leaf("x", A), leaf("y", B)))


def test_an_unanswered_question_is_never_a_no() -> None:
    assert verdict(BOTH) is Status.NEEDS_FACTS
    assert verdict(BOTH, a=True) is Status.NEEDS_FACTS
    assert verdict(BOTH, a=True, b=True) is Status.ELIGIBLE


def test_one_condition_not_met_decides_whatever_is_unknown() -> None:
    assert verdict(BOTH, a=False) is Status.NOT_ELIGIBLE
    assert verdict(EITHER, b=True) is Status.ELIGIBLE
    assert verdict(Node("not", (leaf("x", A),)), a=True) is Status.NOT_ELIGIBLE


def test_what_can_no_longer_matter_is_not_asked() -> None:
    root = Node("all", (EITHER, leaf("z", C)))
    assert missing(root, a=True) == ("c",)
    assert missing(root, a=False) == ("b", "c")


def test_what_may_hurt_is_asked_last() -> None:
    sick = fact("sick", sensitive=True)
    assert missing(Node("any", (leaf("x", sick), leaf("y", A)))) == ("a", "sick")
    assert missing(Node("all", (leaf("x", sick), leaf("y", A)))) == ("a", "sick")


@given(root=random_root(), facts=random_facts())
def test_a_fact_is_missing_only_while_nothing_is_decided(root: Leaf | Node, facts: dict[str, Value]) -> None:
    found = evaluate(rule(root), Situation(facts, ON))
    assert bool(found.missing) == (found.status is Status.NEEDS_FACTS)
    assert not set(found.missing) & set(facts)


@given(root=random_root(), facts=random_facts())
def test_learning_more_never_changes_a_verdict_that_was_reached(root: Leaf | Node, facts: dict[str, Value]) -> None:
    full = evaluate(rule(root), Situation(facts, ON)).status
    for name in facts:
        fewer = {other: value for other, value in facts.items() if other != name}
        assert evaluate(rule(root), Situation(fewer, ON)).status in (full, Status.NEEDS_FACTS)


def test_contradictory_statements_count_as_unknown_and_are_reported() -> None:
    situation = Situation.stated([("age", 48), ("age", 58)], ON)
    found = evaluate(rule(leaf("old_enough", AGE, Operator.GE, 40)), situation)
    assert (found.status, found.contradictions) == (Status.NEEDS_FACTS, ("age",))


def test_what_people_must_judge_makes_a_yes_a_possibly(kb: KnowledgeBase) -> None:
    post = rule_for(kb, kb.policy("public_welfare_post"), ON)
    facts: dict[str, Value] = {"difficulty_recognised": True, "draws_pension": False, "on_establishment": False}
    assert evaluate(post, Situation(facts, ON)).status is Status.POSSIBLY


def test_a_date_without_a_rule_has_no_verdict(kb: KnowledgeBase) -> None:
    loan = kb.policy("startup_loan_individual")
    for day, status in ((date(2023, 3, 31), Status.NEEDS_FACTS), (date(2023, 4, 1), Status.OUT_OF_FORCE)):
        assert evaluate(rule_for(kb, loan, day), Situation({}, day)).status is status


def test_what_counts_only_against_somebody_is_never_asked_and_fails_who_says_so() -> None:
    times = leaf("times", fact("used_up"), limit=False, only_against=True)
    told = rule(times)
    assert evaluate(told, Situation({}, ON)).status is Status.ELIGIBLE
    assert evaluate(told, Situation({}, ON)).missing == ()
    assert evaluate(told, Situation({"used_up": True}, ON)).status is Status.NOT_ELIGIBLE
    [seen] = evaluate(told, Situation({}, ON)).trace
    assert seen.truth is Truth.UNKNOWN
