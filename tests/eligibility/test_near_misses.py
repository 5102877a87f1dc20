"""A person close to a limit is told so; what stands in nobody's way, or in another's, is not."""

from __future__ import annotations

from bot.eligibility import Leaf, Node, Situation, evaluate, rule_for
from bot.kb import KnowledgeBase
from bot.kb.model.criteria import FactType, Operator, Value
from tests.eligibility.trees import ON, fact, leaf, rule

AGE = fact("age", FactType.NUMBER, unit="years")
MONTHS = fact("months", FactType.NUMBER)
HALF_A_YEAR = leaf("half_a_year", MONTHS, Operator.GE, 6)


def near(root: Leaf | Node, **facts: Value) -> list[tuple[str, int]]:
    return [(each.leaf.condition.id, each.gap) for each in evaluate(rule(root), Situation(facts, ON)).near]


def test_a_condition_missed_by_little_is_named_with_the_gap() -> None:
    assert near(HALF_A_YEAR, months=4) == [("half_a_year", 2)]
    assert near(HALF_A_YEAR, months=2) == []
    assert near(leaf("old", AGE, Operator.GT, 40), age=40) == [("old", 1)]


def test_what_time_makes_worse_is_not_called_close() -> None:
    assert near(leaf("in_time", MONTHS, Operator.LE, 24), months=25) == []


def test_the_age_line_of_men_is_no_news_to_a_woman(kb: KnowledgeBase) -> None:
    recognition = rule_for(kb, kb.policy("employment_difficulty_recognition"), ON)

    def close(**facts: Value) -> list[str]:
        return [each.leaf.condition.id for each in evaluate(recognition, Situation(facts, ON)).near]

    assert close(sex="female", age=49, local_household=False) == []
    assert close(sex="male", age=49) == ["man_age"]


def test_where_another_way_is_open_nothing_is_close() -> None:
    other = leaf("other", fact("a"))
    assert near(Node("any", (HALF_A_YEAR, other)), months=5, a=True) == []
    assert near(Node("any", (HALF_A_YEAR, other)), months=5, a=False) == [("half_a_year", 1)]
    assert near(Node("not", (HALF_A_YEAR,)), months=5) == []
