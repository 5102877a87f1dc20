"""Finds which unknown facts can still change a verdict, which to ask first, and which of them one question asks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth
from bot.kb import KindsQuestion

# A fact that may hurt to be asked is worth three others.
SENSITIVE_COSTS = 3
Asked = frozenset[tuple[str, bool]]


@dataclass(frozen=True)
class NextQuestion:
    """What to ask next: one fact in its own words, or several kinds in one question (您属于下面哪一类).

    Args:
        facts: the facts that the answer may tell, in the order offered.
        ask_as: the words for several; None where there is one fact.
    """

    facts: tuple[str, ...]
    ask_as: KindsQuestion | None = None


def next_questions(root: Leaf | Node, truths: Mapping[str, Truth], missing: Sequence[str]) -> tuple[NextQuestion, ...]:
    """Return the questions that ask for the missing facts, in their order; each fact is in one of them."""
    groups = list(_open_groups(root, truths))
    asked: dict[str, None] = {}
    questions: list[NextQuestion] = []
    for fact in missing:
        if fact in asked:
            continue
        group = next((each for each in groups if fact in each.offer), None)
        facts = tuple(each for each in group.offer if each in missing and each not in asked) if group else (fact,)
        questions.append(NextQuestion(facts, group if len(facts) > 1 else None))
        asked |= dict.fromkeys(facts)
    return tuple(questions)


def decisive_facts(root: Leaf | Node, truths: Mapping[str, Truth]) -> tuple[str, ...]:
    """Return the facts that can still decide an undecided tree, the one to ask first first.

    A condition whose answer can no longer matter (the other branch of an `any` that is met) is left out. First come the
    facts of the cheapest way to a yes; among them those that can say no at once, and sensitive ones last.
    """
    open_leaves = _open(root, truths)
    yes = {fact for fact, _ in _cheapest(root, truths)[0]}
    alone = {leaf.fact.id for leaf in open_leaves if _decides_alone(root, truths, leaf)}
    order = {leaf.fact.id: place for place, leaf in reversed(list(enumerate(open_leaves)))}
    sensitive = {leaf.fact.id for leaf in open_leaves if leaf.fact.is_sensitive}
    return tuple(sorted(order, key=lambda fact: (fact not in yes, fact in sensitive, fact not in alone, order[fact])))


def _open_groups(node: Leaf | Node, truths: Mapping[str, Truth]) -> Iterator[KindsQuestion]:
    """Yield how undecided groups ask for their kinds, the outer ones first."""
    if isinstance(node, Leaf) or judge(node, truths) is not Truth.UNKNOWN:
        return
    if node.ask_as is not None:
        yield node.ask_as
    for part in node.parts:
        yield from _open_groups(part, truths)


def _open(node: Leaf | Node, truths: Mapping[str, Truth]) -> list[Leaf]:
    """Return the unknown conditions below parts that are undecided themselves."""
    if isinstance(node, Leaf):
        return [node] if truths[node.condition.id] is Truth.UNKNOWN else []
    return [leaf for part in node.parts if judge(part, truths) is Truth.UNKNOWN for leaf in _open(part, truths)]


def _cheapest(node: Leaf | Node, truths: Mapping[str, Truth]) -> tuple[Asked, Asked]:
    """Return the fewest facts whose answers can make an undecided node true, and those that can make it false."""
    if isinstance(node, Leaf):
        own = frozenset(((node.fact.id, node.fact.is_sensitive),))
        return own, own
    parts = [_cheapest(part, truths) for part in node.parts if judge(part, truths) is Truth.UNKNOWN]
    if node.kind == "not":
        return parts[0][1], parts[0][0]
    together: list[Asked] = [frozenset().union(*(part[side] for part in parts)) for side in (0, 1)]
    fewest = [min((part[side] for part in parts), key=_cost) for side in (0, 1)]
    return (together[0], fewest[1]) if node.kind == "all" else (fewest[0], together[1])


def _cost(asked: Asked) -> int:
    return sum(SENSITIVE_COSTS if is_sensitive else 1 for _, is_sensitive in asked)


def _decides_alone(root: Leaf | Node, truths: Mapping[str, Truth], leaf: Leaf) -> bool:
    """Tell whether one answer about this condition would end the check."""
    return any(
        judge(root, {**truths, leaf.condition.id: answer}) is not Truth.UNKNOWN for answer in (Truth.MET, Truth.NOT_MET)
    )
