"""Finds the conditions that a person misses by little and that time alone will mend (差两个月). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.eligibility.derived import value_on
from bot.eligibility.rules import Rule
from bot.eligibility.situation import Situation
from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth
from bot.kb import Operator

# Close enough to be worth saying, in the unit of the fact.
CLOSE = {"years": 1, "months": 3}


@dataclass(frozen=True)
class Near:
    """A condition missed by little: by how much, in the unit of its fact."""

    leaf: Leaf
    gap: int


def near_misses(rule: Rule, situation: Situation, truths: Mapping[str, Truth]) -> tuple[Near, ...]:
    """Return the conditions missed by little that stand in this person's way.

    The age line for men is no news to a woman: an alternative that would stay closed is left out, and so is every
    alternative where another is open already.
    """
    missed = [leaf for leaf in rule.leaves if truths[leaf.condition.id] is Truth.NOT_MET]
    close = {leaf.condition.id: gap for leaf in missed if 0 < (gap := _gap(leaf, situation, rule)) <= _most(leaf)}
    if not close or rule.root is None:
        return ()
    mended = {**truths, **dict.fromkeys(close, Truth.MET)}
    in_the_way = _in_the_way(rule.root, truths, mended)
    return tuple(Near(leaf, close[leaf.condition.id]) for leaf in in_the_way if leaf.condition.id in close)


def _in_the_way(node: Leaf | Node, truths: Mapping[str, Truth], mended: Mapping[str, Truth]) -> Iterator[Leaf]:
    """Yield the conditions of the ways that are still open once what is close is mended."""
    if isinstance(node, Leaf):
        yield node
        return
    if node.kind == "not" or (node.kind == "any" and judge(node, truths) is Truth.MET):
        return
    for part in node.parts:
        if node.kind == "all" or judge(part, mended) is not Truth.NOT_MET:
            yield from _in_the_way(part, truths, mended)


def _gap(leaf: Leaf, situation: Situation, rule: Rule) -> int:
    """Return how much is lacking; 0 for what time does not mend or what is not exactly known."""
    value = value_on(leaf.fact, situation, rule.on)
    more = {Operator.GE: 0, Operator.GT: 1}.get(leaf.condition.operator)
    if more is None or not isinstance(value, int) or not isinstance(leaf.limit, int):
        return 0
    return leaf.limit + more - value


def _most(leaf: Leaf) -> int:
    return CLOSE.get(leaf.fact.unit, 0)
