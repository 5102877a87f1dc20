"""Says which cases a policy with criteria still lacks: verdicts, conditions that fail, edges of numbers and of dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.eligibility.rules import leaves_below, rule_for, validities
from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth, opposite
from bot.eligibility.verdicts import Status, Verdict
from bot.kb import FactType, KnowledgeBase, Operator, Policy

# The other side of a limit: 39 for "at least 40", 61 for "at most 60".
BESIDE = {Operator.GE: -1, Operator.LT: -1, Operator.GT: 1, Operator.LE: 1}
ONE_DAY = timedelta(days=1)


def case_gaps(kb: KnowledgeBase, policy: Policy, played: Sequence[Verdict]) -> list[str]:
    """Return in words what the played cases of a policy do not cover yet."""
    return [*_verdicts(played), *_failures(played), *_edges_of_numbers(played), *_edges_of_dates(kb, policy, played)]


def _verdicts(played: Sequence[Verdict]) -> Iterator[str]:
    statuses = {verdict.status for verdict in played}
    if not statuses & {Status.ELIGIBLE, Status.POSSIBLY}:
        yield "缺一个能享受(eligible 或 possibly)的例子"
    for status in (Status.NOT_ELIGIBLE, Status.NEEDS_FACTS):
        if status not in statuses:
            yield f"缺一个 {status.value} 的例子"


def _failures(played: Sequence[Verdict]) -> Iterator[str]:
    """Yield each part that no case fails alone, and each alternative that fails in no case with a no."""
    alone: set[str] = set()
    failing: set[str] = set()
    parts: dict[tuple[str, ...], Leaf | Node] = {}
    for verdict in played:
        if verdict.rule.root is None:
            continue
        truths = {result.leaf.condition.id: result.truth for result in verdict.trace}
        necessary = list(_necessary(verdict.rule.root))
        parts |= {_ids(part): part for part in necessary}
        if verdict.status is Status.NOT_ELIGIBLE:
            closed = [part for part in necessary if judge(part, truths) is Truth.NOT_MET]
            alone |= set(_ids(closed[0])) if len(closed) == 1 else set()
            failing |= {name for name, wanted in _failing_truths(verdict.rule.root) if truths[name] is wanted}
    # A part may have had fewer alternatives on another day; one that shares a condition with it is the same part.
    for ids, part in parts.items():
        titles = {leaf.condition.id: f"「{leaf.condition.title}」" for leaf in leaves_below(part)}
        if not alone & set(ids):
            words = next(iter(titles.values())) if isinstance(part, Leaf) else f"{'、'.join(titles.values())}这一组"
            yield f"缺一个只因为{words}不满足而 not_eligible 的例子"
        else:
            yield from (
                f"缺一个{title}这边不满足的 not_eligible 的例子"
                for name, title in titles.items()
                if name not in failing
            )


def _necessary(node: Leaf | Node) -> Iterator[Leaf | Node]:
    """Yield the parts of which each can say no alone."""
    if isinstance(node, Node) and node.kind == "all":
        for part in node.parts:
            yield from _necessary(part)
    else:
        yield node


def _failing_truths(node: Leaf | Node, wanted: Truth = Truth.NOT_MET) -> Iterator[tuple[str, Truth]]:
    """Yield for each condition the truth that works against the person; inside a ``not`` that is being met."""
    if isinstance(node, Leaf):
        yield node.condition.id, wanted
        return
    for part in node.parts:
        yield from _failing_truths(part, opposite(wanted) if node.kind == "not" else wanted)


def _ids(node: Leaf | Node) -> tuple[str, ...]:
    return tuple(leaf.condition.id for leaf in leaves_below(node))


def _edges_of_numbers(played: Sequence[Verdict]) -> Iterator[str]:
    """Yield each limit, and each value just beside one, that no case has; a dated limit counts once for each value."""
    said: dict[tuple[str, int], set[object]] = {}
    leaves: dict[tuple[str, int], Leaf] = {}
    in_force = [verdict for verdict in played if verdict.rule.root is not None]
    for result in (result for verdict in in_force for result in verdict.trace):
        limit, leaf = result.leaf.limit, result.leaf
        if leaf.fact.type is FactType.NUMBER and isinstance(limit, int) and leaf.condition.operator in BESIDE:
            leaves[leaf.condition.id, limit] = leaf
            said.setdefault((leaf.condition.id, limit), set()).add(result.value)
    for (name, limit), leaf in leaves.items():
        for edge in (limit, limit + BESIDE[leaf.condition.operator]):
            if edge not in said[name, limit]:
                yield f"「{leaf.condition.title}」缺一个「{leaf.fact.label}」正好是 {edge} 的例子"


def _edges_of_dates(kb: KnowledgeBase, policy: Policy, played: Sequence[Verdict]) -> Iterator[str]:
    """Yield the days on which the rule changes, and the days before, that have no case."""
    days = {verdict.rule.on for verdict in played}
    for first in sorted(_turning_days(kb, policy)):
        before, after = rule_for(kb, policy, first - ONE_DAY), rule_for(kb, policy, first)
        # What people must judge counts for nothing while no conditions are in force.
        if before.root == after.root and (after.root is None or before.attested == after.attested):
            continue
        for day in (first - ONE_DAY, first):
            if day not in days:
                yield f"条件从 {first} 起变了,缺一个 {day} 的例子"


def _turning_days(kb: KnowledgeBase, policy: Policy) -> set[date]:
    """Return every first day of something that the rule depends on, and every first day after something ended."""
    found = [*validities(policy, policy.criteria, kb), *(each.validity for each in policy.attested)]
    starts = {validity.start for validity in found if validity.start is not None}
    return starts | {validity.end + ONE_DAY for validity in found if validity.end is not None}
