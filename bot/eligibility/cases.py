"""Gate 4 for eligibility: plays the editors' cases and says which a policy still lacks. Pure; called by ``leye kb validate``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.eligibility.rules import Leaf, rule_for
from bot.eligibility.situation import Situation
from bot.eligibility.truth import Truth
from bot.eligibility.verdicts import Status, Verdict, evaluate
from bot.errors import Problem
from bot.policies.criteria import FactType
from bot.policies.model import EligibilityCase, KnowledgeBase, Policy

POSITIVE = (Status.ELIGIBLE, Status.POSSIBLY)
Played = tuple[EligibilityCase, Verdict]


def check_eligibility_cases(kb: KnowledgeBase) -> list[Problem]:
    """Return every case that comes out differently, and what the cases of a policy with criteria do not cover yet."""
    problems: list[Problem] = []
    for policy in kb.policies.values():
        if policy.criteria is None:
            continue
        name = f"eligibility_cases/{policy.id}.yml"
        played = [
            (case, evaluate(rule_for(kb, policy, case.on), Situation(case.facts, case.on)))
            for case in kb.eligibility_cases
            if case.policy == policy.id
        ]
        problems += [
            Problem(name, case.title, words) for case, verdict in played for words in _differences(case, verdict)
        ]
        problems += [Problem(name, "", words) for words in _gaps(kb, policy, played)]
    return problems


def _differences(case: EligibilityCase, verdict: Verdict) -> Iterator[str]:
    if verdict.status.value != case.verdict:
        yield f"应当是 {case.verdict},算出来是 {verdict.status.value}"
    not_met = {result.leaf.condition.id for result in verdict.trace if result.truth is Truth.NOT_MET}
    for condition in sorted(set(case.not_met) - not_met):
        yield f"条件 {condition} 应当不满足,算出来不是"
    if case.missing and case.missing != verdict.missing[: len(case.missing)]:
        yield f"应当先问 {'、'.join(case.missing)},实际先问 {'、'.join(verdict.missing)}"


def _gaps(kb: KnowledgeBase, policy: Policy, played: Sequence[Played]) -> Iterator[str]:
    statuses = {verdict.status for _, verdict in played}
    if not statuses & set(POSITIVE):
        yield "缺一个能享受(eligible 或 possibly)的例子"
    for status in (Status.NOT_ELIGIBLE, Status.NEEDS_FACTS):
        if status not in statuses:
            yield f"缺一个 {status.value} 的例子"
    results = [(case, result) for case, verdict in played for result in verdict.trace]
    leaves = {result.leaf.condition.id: result.leaf for _, result in results}
    for leaf in leaves.values():
        truths = {result.truth for _, result in results if result.leaf.condition.id == leaf.condition.id}
        if Truth.NOT_MET not in truths:
            yield f"缺一个不满足「{leaf.condition.title}」的例子"
        if leaf.fact.type is FactType.NUMBER:
            said = {result.value for _, result in results if result.leaf.condition.id == leaf.condition.id}
            yield from _missing_edges(leaf, said)


def _missing_edges(leaf: Leaf, said: Collection[object]) -> Iterator[str]:
    assert isinstance(leaf.limit, int)
    beyond = leaf.limit - 1 if leaf.condition.operator.value in ("ge", "lt") else leaf.limit + 1
    for edge in (leaf.limit, beyond):
        if edge not in said:
            yield f"「{leaf.condition.title}」缺一个「{leaf.fact.label}」正好是 {edge} 的例子"
