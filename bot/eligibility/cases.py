"""Gate 4 for eligibility: plays the editors' cases; ``case_gaps`` says which are lacking. Pure; for ``leye kb validate``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.eligibility.case_gaps import case_gaps
from bot.eligibility.situation import Situation
from bot.eligibility.truth import Truth
from bot.eligibility.verdicts import Verdict, verdict_on
from bot.errors import Problem
from bot.kb import BenefitState, EligibilityCase, KnowledgeBase


def check_eligibility_cases(kb: KnowledgeBase) -> list[Problem]:
    """Return every case that comes out differently, and what the cases of a policy with criteria do not cover yet."""
    problems: list[Problem] = []
    for policy in kb.policies.values():
        if policy.criteria is None:
            continue
        name = f"eligibility_cases/{policy.id}.yml"
        played = [(case, played_case(kb, case)) for case in kb.eligibility_cases if case.policy == policy.id]
        problems += [
            Problem(name, case.title, words) for case, verdict in played for words in _differences(case, verdict)
        ]
        verdicts = [verdict for case, verdict in played if not case.route and case.state is BenefitState.FIRST_TIME]
        problems += [Problem(name, "", words) for words in case_gaps(kb, policy, verdicts)]
    return problems


def played_case(kb: KnowledgeBase, case: EligibilityCase) -> Verdict:
    """Return the verdict on a case: the facts as of its day, on the way and in the state that it names."""
    policy, situation = kb.policy(case.policy), Situation(case.facts, case.on)
    return verdict_on(kb, policy, situation, case.on, route=case.route, state=case.state)


def _differences(case: EligibilityCase, verdict: Verdict) -> Iterator[str]:
    if verdict.status.value != case.verdict:
        yield f"应当是 {case.verdict},算出来是 {verdict.status.value}"
    not_met = {result.leaf.condition.id for result in verdict.trace if result.truth is Truth.NOT_MET}
    for condition in sorted(set(case.not_met) - not_met):
        yield f"条件 {condition} 应当不满足,算出来不是"
    if case.missing and case.missing != verdict.missing[: len(case.missing)]:
        yield f"应当先问 {'、'.join(case.missing)},实际先问 {'、'.join(verdict.missing)}"
