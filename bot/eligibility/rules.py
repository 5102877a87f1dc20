"""The rule of a policy on one day: its conditions in force, bound to the values that parameters have then. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.eligibility.routes import narrowed, routes_below
from bot.eligibility.tree import Leaf, Node
from bot.errors import SituationError
from bot.kb import (
    Attested,
    BenefitState,
    Condition,
    Criterion,
    CriterionGroup,
    Fact,
    KnowledgeBase,
    Period,
    Policy,
    Route,
    Validity,
    conditions_of,
    value_on,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """What decides a policy on one day.

    Args:
        root: the tree in force; None when no source holds conditions for that day.
        attested: what a person must judge.
        leaves: all conditions of the tree, in order.
        catalogue: the facts of the knowledge base, for what follows from one of the others.
        route: the way that was asked for by name; None for any.
        state: where the person stands with the benefit.
        last: where there is no root, the rule that was in force last, for the same day; None when there never was one.
        ended_on: of such a last rule, the last day on which it was in force.
    """

    policy: Policy
    on: date
    root: Leaf | Node | None
    attested: tuple[Attested, ...]
    leaves: tuple[Leaf, ...]
    catalogue: Mapping[str, Fact] = field(default_factory=dict)
    route: Route | None = None
    state: BenefitState = BenefitState.FIRST_TIME
    last: Rule | None = None
    ended_on: date | None = None


def rule_for(
    kb: KnowledgeBase,
    policy: Policy,
    on: date,
    *,
    route: str = "",
    state: BenefitState = BenefitState.FIRST_TIME,
) -> Rule:
    """Return the rule of a policy on a day; without a root when the policy or a parameter is not in force then.

    Args:
        route: the way that is asked for by name; empty for any.

    Raises:
        SituationError: the policy has no such route, or says nothing of such a state.
    """
    criteria, attested = _conditions(policy, state)
    rule = _rule_on(kb, policy, on, criteria, attested)
    if rule.root is None:
        rule = replace(rule, last=_last_rule(kb, policy, on, criteria, attested))
    rule = replace(rule, state=state)
    return _by_route(rule, route, criteria) if route else rule


def validities(policy: Policy, criterion: Criterion | None, kb: KnowledgeBase) -> list[Validity]:
    """Return when everything holds that a tree of a policy depends on: the policy, its conditions, their parameters."""
    found = [policy.validity]
    if criterion is not None:
        found += _validities(criterion)
        names = {leaf.parameter for leaf in conditions_of(criterion) if leaf.parameter is not None}
        found += [value.validity for name in names for value in kb.parameters[name].values]
    return found


class _NotInForceError(Exception):
    """A parameter has no value on the day."""


def _conditions(policy: Policy, state: BenefitState) -> tuple[Criterion | None, tuple[Attested, ...]]:
    if state is BenefitState.FIRST_TIME:
        return policy.criteria, policy.attested
    if state not in policy.states:
        raise SituationError(f"{policy.short_title}没有写“{state.value}”(再领、续领)的条件;用 leye lookup 查它的规定。")
    return policy.states[state].criteria, policy.states[state].attested


def _rule_on(
    kb: KnowledgeBase, policy: Policy, on: date, criteria: Criterion | None, attested: tuple[Attested, ...]
) -> Rule:
    in_force = tuple(each for each in attested if each.validity.covers(on))
    root: Leaf | Node | None = None
    if criteria is not None and policy.validity.covers(on):
        try:
            root = _bound(kb, criteria, on)
        except _NotInForceError:
            root = None
    return Rule(policy, on, root, in_force, leaves_below(root), kb.facts)


def _last_rule(
    kb: KnowledgeBase, policy: Policy, on: date, criteria: Criterion | None, attested: tuple[Attested, ...]
) -> Rule | None:
    """Return the rule that was in force last before a day, to be asked for that day."""
    ends = {each.end for each in validities(policy, criteria, kb) if each.end is not None and each.end < on}
    for end in sorted(ends, reverse=True):
        rule = _rule_on(kb, policy, end, criteria, attested)
        if rule.root is not None:
            return replace(rule, on=on, ended_on=end)
    return None


def _by_route(rule: Rule, name: str, criteria: Criterion | None) -> Rule:
    """Return a rule narrowed to one way; a way that is not in force on the day leaves no tree."""
    known = [each.id for each in routes_of(criteria)]
    if name not in known:
        raise SituationError(
            f"{rule.policy.short_title}没有叫 {name} 的路;可用的有:{'、'.join(known) or '一条也没有'}。"
        )
    last = _by_route(rule.last, name, criteria) if rule.last is not None else None
    route = next((each for each in routes_of(criteria) if each.id == name), None)
    is_in_force = rule.root is not None and name in {each.id for each in routes_below(rule.root)}
    root = narrowed(rule.root, name) if rule.root is not None and is_in_force else None
    return replace(rule, root=root, leaves=leaves_below(root), route=route, last=last)


def routes_of(criterion: Criterion | None) -> Iterator[Route]:
    """Yield the ways with names of a policy's conditions, whatever the day."""
    if isinstance(criterion, CriterionGroup):
        yield from criterion.routes
        for part in criterion.parts:
            yield from routes_of(part)


def _bound(kb: KnowledgeBase, criterion: Criterion, on: date) -> Leaf | Node | None:
    if not criterion.validity.covers(on):
        return None
    if isinstance(criterion, Condition):
        return _leaf(kb, criterion, on)
    bound = [_bound(kb, each, on) for each in criterion.parts]
    parts = tuple(part for part in bound if part is not None)
    routes = tuple(route for route, part in zip(criterion.routes, bound, strict=False) if part is not None)
    return Node(criterion.kind, parts, criterion.ask_as, routes) if parts else None


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


def _validities(criterion: Criterion) -> Iterator[Validity]:
    yield criterion.validity
    for part in criterion.parts if isinstance(criterion, CriterionGroup) else ():
        yield from _validities(part)


def leaves_below(node: Leaf | Node | None) -> tuple[Leaf, ...]:
    """Return the conditions of a tree, in order; none of no tree."""
    if node is None:
        return ()
    return (node,) if isinstance(node, Leaf) else tuple(leaf for part in node.parts for leaf in leaves_below(part))
