"""The rule of a policy on one day: its conditions in force, bound to the values that parameters have then. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.kb import (
    Attested,
    Citation,
    Condition,
    Criterion,
    CriterionGroup,
    Fact,
    KnowledgeBase,
    Period,
    Policy,
    Value,
    value_on,
)


@dataclass(frozen=True)
class Leaf:
    """A condition with the limit that holds on the day. ``shown`` is how a parameter's limit is said to people."""

    condition: Condition
    fact: Fact
    limit: Value | tuple[Value, ...]
    shown: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Node:
    """Parts that must all hold, of which one must hold, or of which the only one must not hold."""

    kind: str
    parts: tuple[Leaf | Node, ...]


@dataclass(frozen=True)
class Rule:
    """What decides a policy on one day.

    Args:
        root: the tree in force; None when no source holds conditions for that day.
        attested: what a person must judge.
        leaves: all conditions of the tree, in order.
    """

    policy: Policy
    on: date
    root: Leaf | Node | None
    attested: tuple[Attested, ...]
    leaves: tuple[Leaf, ...]


def rule_for(kb: KnowledgeBase, policy: Policy, on: date) -> Rule:
    """Return the rule of a policy on a day; without a root when the policy or a parameter is not in force then."""
    attested = tuple(each for each in policy.attested if each.validity.covers(on))
    root: Leaf | Node | None = None
    if policy.criteria is not None and policy.validity.covers(on):
        try:
            root = _bound(kb, policy.criteria, on)
        except _NotInForceError:
            root = None
    return Rule(policy, on, root, attested, tuple(leaves_below(root)) if root is not None else ())


class _NotInForceError(Exception):
    """A parameter has no value on the day."""


def _bound(kb: KnowledgeBase, criterion: Criterion, on: date) -> Leaf | Node | None:
    if not criterion.validity.covers(on):
        return None
    if isinstance(criterion, CriterionGroup):
        parts = tuple(part for part in (_bound(kb, each, on) for each in criterion.parts) if part is not None)
        return Node(criterion.kind, parts) if parts else None
    return _leaf(kb, criterion, on)


def _leaf(kb: KnowledgeBase, condition: Condition, on: date) -> Leaf:
    fact = kb.facts[condition.fact]
    if condition.parameter is None:
        assert condition.value is not None
        return Leaf(condition, fact, condition.value, "", (condition.citation,))
    found = value_on(kb.parameters[condition.parameter], Period.day(on))
    if found is None:
        raise _NotInForceError
    limit = int(str(found.value))
    return Leaf(condition, fact, limit, found.shown, (condition.citation, found.citation))


def leaves_below(node: Leaf | Node) -> Iterator[Leaf]:
    """Yield the conditions of a tree, in order."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves_below(part)
