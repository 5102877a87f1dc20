"""What follows is never asked; what cannot be true together is unknown and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.eligibility import Leaf, Node, Rule, Situation, Status, evaluate
from bot.eligibility.implied import closed
from bot.kb import Fact, FactType, Implication, Interval, Operator, Value
from tests.eligibility.known_facts import CATALOGUE, random_catalogue, random_person, random_tree
from tests.eligibility.trees import ON, POLICY, fact, leaf, leaves_of

REGISTERED = replace(fact("registered"), implies=(Implication(Operator.EQ, True, {"has_job": False}),))
HAS_JOB = replace(fact("has_job"), implies=(Implication(Operator.EQ, False, {"on_leave": False}),))
LOAN = replace(
    fact("loan", FactType.NUMBER, unit="yuan"), implies=(Implication(Operator.GT, 50, {"other_loans": True}),)
)
FACTS = {each.id: each for each in (REGISTERED, HAS_JOB, fact("on_leave"), LOAN, fact("other_loans"))}


def close(**facts: Value) -> Situation:
    return closed(Situation(facts, ON), FACTS, ON)


def test_what_follows_is_known_through_any_number_of_steps() -> None:
    assert close(registered=True).facts == {"registered": True, "has_job": False, "on_leave": False}
    assert close(registered=False).facts == {"registered": False}


def test_what_follows_is_not_asked() -> None:
    root = Node("all", (leaf("free", HAS_JOB, limit=False), leaf("registered", REGISTERED)))
    rule = Rule(POLICY, ON, root, (), leaves_of(root), FACTS)
    assert evaluate(rule, Situation({"registered": True}, ON)).status is Status.ELIGIBLE
    assert evaluate(rule, Situation({}, ON)).missing == ("has_job", "registered")


def test_what_cannot_be_true_together_is_all_unknown_and_reported() -> None:
    found = close(registered=True, has_job=True)
    assert found.facts == {}
    assert set(found.contradictions) == {"registered", "has_job"}


def test_a_loan_counts_only_above_an_amount_and_below_it_says_nothing() -> None:
    assert close(loan=60).facts["other_loans"] is True
    assert "other_loans" not in close(loan=50).facts
    assert "other_loans" not in close(loan=Interval(40, 60)).facts
    assert close(loan=Interval(51, None)).facts["other_loans"] is True


def test_an_age_that_the_date_of_birth_denies_is_unknown_and_reported() -> None:
    facts: dict[str, Value] = {"age": 48, "born": date(1990, 1, 1)}
    found = closed(Situation(facts, ON), CATALOGUE, ON)
    assert found.contradictions == ("age",)
    assert closed(Situation({**facts, "born": date(1978, 1, 1)}, ON), CATALOGUE, ON).contradictions == ()


@given(root=random_tree(), catalogue=random_catalogue(), facts=random_person())
def test_facts_that_do_not_contradict_each_other_are_asked_only_when_they_are_open(
    root: Leaf | Node, catalogue: Mapping[str, Fact], facts: dict[str, Value]
) -> None:
    rule = Rule(POLICY, ON, root, (), leaves_of(root), catalogue)
    found = evaluate(rule, Situation(facts, ON))
    known = closed(Situation(facts, ON), catalogue, ON)
    for name in found.missing:
        assert name in known.contradictions or isinstance(known.facts.get(name, Interval(None, None)), Interval)
    assert {name for question in found.questions for name in question.facts} == set(found.missing)
