"""Small rules built by hand, and strategies that build random ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from bot.eligibility import Leaf, Node, Rule
from bot.kb import Citation, Clause, Policy, Source, Standing, Validity
from bot.kb.model.criteria import Condition, Fact, FactType, Operator, Option, Value

ON = date(2026, 11, 25)
SOURCE = Source("s", "练习", None, "x", None, "2026", Standing.PLAN, "xiqing", None)
CITATION = Citation(Clause("s-1", SOURCE, "第1条", "文字", True), "文字")
POLICY = Policy("p", "t", "练习", "练习", "person", (), (), Validity(), ON, {})
HERE = Path(__file__).parent


def fact(
    name: str,
    kind: FactType = FactType.YES_NO,
    *,
    unit: str = "months",
    sensitive: bool = False,
    grows: bool = False,
) -> Fact:
    options = (Option("a", "甲"), Option("b", "乙")) if kind is FactType.CHOICE else ()
    return Fact(name, kind, unit, name, f"{name}?", "why", "", sensitive, "person", 0, 100, grows, options)


def leaf(
    name: str,
    about: Fact,
    operator: Operator = Operator.EQ,
    limit: Value | tuple[Value, ...] = True,
    *,
    only_against: bool = False,
) -> Leaf:
    condition = Condition(name, name, about.id, operator, limit, None, CITATION, Validity(), only_against)
    return Leaf(condition, about, limit, "", (CITATION,))


def leaves_of(node: Leaf | Node) -> tuple[Leaf, ...]:
    return (node,) if isinstance(node, Leaf) else tuple(each for part in node.parts for each in leaves_of(part))


def rule(root: Leaf | Node) -> Rule:
    return Rule(POLICY, ON, root, (), leaves_of(root))


FACTS = {
    **{f"yes{number}": fact(f"yes{number}") for number in range(3)},
    **{f"number{number}": fact(f"number{number}", FactType.NUMBER) for number in range(3)},
    **{f"choice{number}": fact(f"choice{number}", FactType.CHOICE) for number in range(2)},
}
VALUES: dict[FactType, st.SearchStrategy[Value]] = {
    FactType.YES_NO: st.booleans(),
    FactType.NUMBER: st.integers(0, 6),
    FactType.CHOICE: st.sampled_from(["a", "b"]),
}
NEVER = st.just(False)
ORDERED = [Operator.LT, Operator.LE, Operator.GT, Operator.GE]


@st.composite
def random_leaf(draw: st.DrawFn, against: st.SearchStrategy[bool]) -> Leaf:
    about = draw(st.sampled_from(list(FACTS.values())))
    operators = [Operator.EQ, Operator.NE]
    if about.type is FactType.NUMBER:
        operators += [*ORDERED, Operator.IN, Operator.NOT_IN]
    operator = draw(st.sampled_from(operators))
    value = VALUES[about.type]
    limit = draw(st.lists(value, min_size=1, max_size=3).map(tuple)) if "in" in operator.value else draw(value)
    return leaf(draw(st.uuids()).hex, about, operator, limit, only_against=draw(against))


def random_root(against: st.SearchStrategy[bool] = NEVER) -> st.SearchStrategy[Leaf | Node]:
    """Return trees of all three kinds of group, up to a few levels deep.

    Args:
        against: whether a condition counts only against somebody.
    """
    return st.recursive(
        random_leaf(against),
        lambda parts: st.one_of(
            st.builds(Node, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1, max_size=3).map(tuple)),
            st.builds(Node, st.just("not"), parts.map(lambda part: (part,))),
        ),
        max_leaves=8,
    )


def random_facts() -> st.SearchStrategy[dict[str, Value]]:
    """Return what is known of one person; any fact may be unknown."""
    return st.fixed_dictionaries({}, optional={name: VALUES[about.type] for name, about in FACTS.items()})
