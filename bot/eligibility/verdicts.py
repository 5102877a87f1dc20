"""Judges a situation by a rule: the verdict, why, what is still unknown and would decide, and what is close. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.eligibility.comparison import counted_truth, truth_of_leaf
from bot.eligibility.deciders import deciders, holders
from bot.eligibility.derived import value_on
from bot.eligibility.implied import closed
from bot.eligibility.near_misses import Near, near_misses
from bot.eligibility.next_facts import NextQuestion, decisive_facts, next_questions
from bot.eligibility.routes import narrowed, routes_below
from bot.eligibility.rules import Rule, rule_for
from bot.eligibility.situation import Situation, Unknown
from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth
from bot.kb import Attested, BenefitState, Fact, Interval, KnowledgeBase, Policy, Route, Share, Value


class Status(str, Enum):
    """The verdict; the closed list of the chat API."""

    ELIGIBLE = "eligible"
    POSSIBLY = "possibly"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_FACTS = "needs_facts"
    OUT_OF_FORCE = "out_of_force"


@dataclass(frozen=True)
class Result:
    """One condition in the trace: what it asked, what is known, and whether it is met."""

    leaf: Leaf
    truth: Truth
    value: Value | Unknown


@dataclass(frozen=True)
class RouteStatus:
    """What comes of a situation on one way with a name, all that it has in common with the others included."""

    route: Route
    status: Status


@dataclass(frozen=True)
class Verdict:
    """What comes of a situation under a rule.

    Args:
        trace: every condition in force, in the order of the policy file; out of force, those that were in force last.
        missing: the facts not stated that can still change the verdict, the one to ask first first.
        attested: what a person must judge still.
        unmet: the conditions that make the rule fail, of those in the trace that are not met.
        holding: the conditions in the trace that are met, on ways still open to the person.
        near: conditions missed by little that stand in this person's way.
        contradictions: facts that were stated in two ways, or that cannot be true together.
        questions: how to ask for what is missing, one or several facts at once, in its order.
        routes: the verdict on each way, where the policy has ways with names.
        route: the way that decided a yes, or that was asked for by name.
        last: out of force, what the rule that was in force last comes to; None when there never was one.
    """

    rule: Rule
    status: Status
    trace: tuple[Result, ...] = ()
    missing: tuple[str, ...] = ()
    attested: tuple[Attested, ...] = ()
    unmet: tuple[Result, ...] = ()
    holding: tuple[Result, ...] = ()
    near: tuple[Near, ...] = ()
    contradictions: tuple[str, ...] = ()
    questions: tuple[NextQuestion, ...] = ()
    routes: tuple[RouteStatus, ...] = ()
    route: Route | None = None
    last: Verdict | None = None


def verdict_on(
    kb: KnowledgeBase,
    policy: Policy,
    situation: Situation,
    on: date,
    *,
    route: str = "",
    state: BenefitState | None = None,
) -> Verdict:
    """Return the verdict on a policy on a day, by the conditions for where the person stands with the benefit.

    Args:
        route: the way that is asked for by name; empty for any.
        state: None for what the facts say; first time where they say nothing.

    Raises:
        SituationError: the policy has no such route, or says nothing of such a state.
    """
    told = situation.value(policy.state_fact)
    if state is None:
        state = BenefitState(told) if isinstance(told, str) else BenefitState.FIRST_TIME
    return evaluate(rule_for(kb, policy, on, route=route, state=state), situation)


def evaluate(rule: Rule, situation: Situation) -> Verdict:
    """Return the verdict.

    `possibly` means that all that a computer can decide is met and something is left to a person; a fact that nobody
    stated is never taken for no. Where no rule is in force, what the last one comes to is told beside it.
    """
    known = closed(situation, rule.catalogue, rule.on)
    if rule.root is None:
        last = evaluate(rule.last, situation) if rule.last is not None else None
        return Verdict(
            rule,
            Status.OUT_OF_FORCE,
            trace=last.trace if last is not None else (),
            unmet=last.unmet if last is not None else (),
            holding=last.holding if last is not None else (),
            contradictions=known.contradictions,
            last=last,
        )
    truths = {leaf.condition.id: truth_of_leaf(leaf, known, rule.on) for leaf in rule.leaves}
    counted = {leaf.condition.id: counted_truth(leaf, truths[leaf.condition.id]) for leaf in rule.leaves}
    decided = judge(rule.root, counted)
    missing = _missing(rule, rule.root, counted, known) if decided is Truth.UNKNOWN else ()
    routes = _routes(rule, rule.root, counted)
    trace = tuple(Result(leaf, truths[leaf.condition.id], _shown(leaf.fact, known, rule)) for leaf in rule.leaves)
    failing, holding = deciders(rule.root, counted), holders(rule.root, truths)
    return Verdict(
        rule,
        _status(rule, decided),
        trace=trace,
        unmet=tuple(result for result in trace if result.leaf.condition.id in failing),
        holding=tuple(result for result in trace if result.leaf.condition.id in holding),
        missing=missing,
        attested=rule.attested,
        near=near_misses(rule, known, counted) if decided is not Truth.MET else (),
        contradictions=known.contradictions,
        questions=next_questions(rule.root, counted, missing),
        routes=routes,
        route=rule.route or _deciding(routes),
    )


def status_of(rule: Rule, situation: Situation) -> Status:
    """Return the status of the verdict, without what leads to it."""
    if rule.root is None:
        return Status.OUT_OF_FORCE
    known = closed(situation, rule.catalogue, rule.on)
    truths = {leaf.condition.id: counted_truth(leaf, truth_of_leaf(leaf, known, rule.on)) for leaf in rule.leaves}
    return _status(rule, judge(rule.root, truths))


def _status(rule: Rule, decided: Truth) -> Status:
    if decided is Truth.UNKNOWN:
        return Status.NEEDS_FACTS
    if decided is Truth.NOT_MET:
        return Status.NOT_ELIGIBLE
    return Status.POSSIBLY if rule.attested else Status.ELIGIBLE


def _routes(rule: Rule, root: Leaf | Node, truths: Mapping[str, Truth]) -> tuple[RouteStatus, ...]:
    return tuple(
        RouteStatus(route, _status(rule, judge(narrowed(root, route.id), truths))) for route in routes_below(root)
    )


def _deciding(routes: Sequence[RouteStatus]) -> Route | None:
    return next((each.route for each in routes if each.status in (Status.ELIGIBLE, Status.POSSIBLY)), None)


def _shown(fact: Fact, known: Situation, rule: Rule) -> Value | Unknown:
    """Return what the trace tells of a fact: as it was stated, or as it follows from others."""
    stated = known.value(fact.id)
    return value_on(fact, known, rule.on) if isinstance(stated, Unknown) else stated


def _missing(rule: Rule, root: Leaf | Node, truths: Mapping[str, Truth], known: Situation) -> tuple[str, ...]:
    """Return the facts to ask for; of a share, the two counts it is made of.

    What was said exactly is not asked once more: an age that leaves the other day open would be no clearer. What was
    said as a range (40多) and leaves the verdict open is asked for exactly.
    """
    facts = {leaf.fact.id: leaf.fact for leaf in rule.leaves}
    asked: dict[str, None] = {}
    for name in decisive_facts(root, truths):
        derived = facts[name].derived_from
        stated = known.value(name)
        if isinstance(derived, Share) and isinstance(stated, Unknown):
            counts = (derived.part, derived.whole)
            asked |= dict.fromkeys(each for each in counts if not _is_exact(known.value(each)))
        elif not _is_exact(stated):
            asked[name] = None
    return tuple(asked)


def _is_exact(value: Value | Unknown) -> bool:
    return not isinstance(value, Unknown | Interval)
