"""Which conditions make a rule fail or hold: none of an alternative that another one makes needless or that is closed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.eligibility.rules import leaves_below
from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth
from bot.kb import FactType


def deciders(root: Leaf | Node, truths: Mapping[str, Truth]) -> tuple[str, ...]:
    """Return the ids of the conditions that make a tree fail, in its order; none of a tree that does not.

    To a woman of 43 that men must be 50 decides nothing: her own line is met. Where every alternative fails, those that
    fail in fewest conditions are nearest to the person, and only these are told; that a number falls short is nearer
    than to be another (a man of 48 hears of 50 years, not that he is no woman).
    """
    return tuple(dict.fromkeys(leaf.condition.id for leaf in _failing(root, truths)))


def holders(root: Leaf | Node, truths: Mapping[str, Truth]) -> tuple[str, ...]:
    """Return the ids of the conditions that are met on the ways still open, in the order of the tree.

    A woman of 52 is older than the 50 that men must be, and that speaks for nothing: the way for men is closed to her.
    """
    return tuple(dict.fromkeys(leaf.condition.id for leaf in _holding(root, truths)))


def _holding(node: Leaf | Node, truths: Mapping[str, Truth]) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        if truths[node.condition.id] is Truth.MET:
            yield node
        return
    # What must not be speaks for nobody by being so.
    for part in node.parts if node.kind != "not" else ():
        if node.kind != "any" or judge(part, truths) is not Truth.NOT_MET:
            yield from _holding(part, truths)


def _failing(node: Leaf | Node, truths: Mapping[str, Truth]) -> Iterator[Leaf]:
    if judge(node, truths) is not Truth.NOT_MET:
        return
    if isinstance(node, Leaf):
        yield node
        return
    if node.kind == "not":
        yield from leaves_below(node)
        return
    below = [found for part in node.parts if (found := list(_failing(part, truths)))]
    if node.kind == "any" and not node.routes:
        nearest = min(map(_distance, below))
        below = [leaves for leaves in below if _distance(leaves) == nearest]
    for leaves in below:
        yield from leaves


def _distance(leaves: Sequence[Leaf]) -> tuple[int, int]:
    return len(leaves), sum(leaf.fact.type is not FactType.NUMBER for leaf in leaves)
