"""A tree of conditions bound to one day, and whether it holds where each is met, not met or unknown. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.eligibility.truth import Truth, all_of, any_of, opposite
from bot.kb import Citation, Condition, Fact, KindsQuestion, Limit, Route


@dataclass(frozen=True)
class Leaf:
    """A condition with the limit that holds on the day. ``shown`` is how a parameter's limit is said to people."""

    condition: Condition
    fact: Fact
    limit: Limit | tuple[Limit, ...]
    shown: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Node:
    """Parts that must all hold, of which one must hold, or of which the only one must not hold.

    Args:
        ask_as: how the kinds below are asked for in one question; None where each is asked by itself.
        routes: where the parts are ways with names, the name of each, in the same order; otherwise empty.
    """

    kind: str
    parts: tuple[Leaf | Node, ...]
    ask_as: KindsQuestion | None = None
    routes: tuple[Route, ...] = ()


def judge(node: Leaf | Node, truths: Mapping[str, Truth]) -> Truth:
    """Return whether a tree holds, given its conditions by id."""
    if isinstance(node, Leaf):
        return truths[node.condition.id]
    parts = [judge(part, truths) for part in node.parts]
    if node.kind == "not":
        return opposite(parts[0])
    return all_of(parts) if node.kind == "all" else any_of(parts)
