"""Judges a tree of conditions of which each is met, not met or unknown. Pure; for verdicts and for what to ask next."""

from __future__ import annotations

from collections.abc import Mapping

from bot.eligibility.rules import Leaf, Node
from bot.eligibility.truth import Truth, all_of, any_of, opposite


def judge(node: Leaf | Node, truths: Mapping[str, Truth]) -> Truth:
    """Return whether a tree holds, given its conditions by id."""
    if isinstance(node, Leaf):
        return truths[node.condition.id]
    parts = [judge(part, truths) for part in node.parts]
    if node.kind == "not":
        return opposite(parts[0])
    return all_of(parts) if node.kind == "all" else any_of(parts)
