"""What decides a no: never what stands in an alternative that another one makes needless."""

from __future__ import annotations

from hypothesis import given

from bot.eligibility import Leaf, Node, Situation, Status, evaluate
from bot.eligibility.comparison import counted_truth, truth_of_leaf
from bot.eligibility.deciders import deciders
from bot.eligibility.tree import judge
from bot.eligibility.truth import Truth
from bot.kb import FactType, Operator
from tests.eligibility.trees import ON, fact, leaf, random_facts, random_root, rule

AGE = fact("age", FactType.NUMBER, unit="years")
WOMAN, MAN = leaf("woman", fact("woman")), leaf("man", fact("man"))
FORTY, FIFTY = leaf("forty", AGE, Operator.GE, 40), leaf("fifty", AGE, Operator.GE, 50)
PAYS = leaf("pays", fact("pays"))
OLD_ENOUGH = Node("any", (Node("all", (MAN, FIFTY)), Node("all", (WOMAN, FORTY))))
BOTH = Node("all", (PAYS, OLD_ENOUGH))


def unmet(root: Leaf | Node, **facts: object) -> list[str]:
    verdict = evaluate(rule(root), Situation(facts, ON))  # type: ignore[arg-type]
    return [result.leaf.condition.id for result in verdict.unmet]


def test_the_line_for_men_decides_nothing_for_a_woman_whose_own_is_met() -> None:
    assert unmet(BOTH, woman=True, man=False, age=43, pays=False) == ["pays"]


def test_where_every_alternative_fails_the_nearest_is_told() -> None:
    assert unmet(BOTH, woman=True, man=False, age=38, pays=True) == ["forty"]
    assert unmet(BOTH, woman=False, man=True, age=48, pays=True) == ["fifty"]


def holding(root: Leaf | Node, **facts: object) -> list[str]:
    verdict = evaluate(rule(root), Situation(facts, ON))  # type: ignore[arg-type]
    return [result.leaf.condition.id for result in verdict.holding]


def test_to_a_woman_of_52_the_line_for_men_speaks_for_nothing() -> None:
    assert holding(BOTH, woman=True, man=False, age=52, pays=True) == ["pays", "woman", "forty"]
    assert holding(BOTH, woman=False, man=True, age=52, pays=True) == ["pays", "man", "fifty"]


def test_what_is_met_on_a_way_still_open_is_told() -> None:
    assert holding(BOTH, age=45, pays=True) == ["pays", "forty"]


def test_of_a_rule_that_is_met_or_open_nothing_decides() -> None:
    assert unmet(BOTH, woman=True, man=False, age=43, pays=True) == []
    assert unmet(BOTH, woman=True, man=False, age=43) == []


def test_what_must_not_be_decides_where_it_is() -> None:
    assert unmet(Node("not", (PAYS,)), pays=True) == ["pays"]


@given(root=random_root(), facts=random_facts())
def test_a_rule_fails_exactly_where_something_decides(root: Leaf | Node, facts: dict[str, object]) -> None:
    by = rule(root)
    situation = Situation(facts, ON)  # type: ignore[arg-type]
    truths = {each.condition.id: counted_truth(each, truth_of_leaf(each, situation, ON)) for each in by.leaves}
    assert bool(deciders(root, truths)) == (judge(root, truths) is Truth.NOT_MET)
    assert (evaluate(by, situation).status is Status.NOT_ELIGIBLE) == bool(deciders(root, truths))
