"""Every case that the policy officers wrote, one test each; and the gate that says which cases are lacking."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.eligibility import Truth
from bot.eligibility.cases import check_eligibility_cases, played_case
from bot.kb import KnowledgeBase, load
from bot.kb.model.cases import EligibilityCase

CASES = load(Path(__file__).parents[2] / "policies_kb").eligibility_cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.policy}: {case.title} {case.on}")
def test_a_case_comes_out_as_written(kb: KnowledgeBase, case: EligibilityCase) -> None:
    verdict = played_case(kb, case)
    assert verdict.status.value == case.verdict
    not_met = {result.leaf.condition.id for result in verdict.trace if result.truth is Truth.NOT_MET}
    assert set(case.not_met) <= not_met


def test_the_cases_cover_every_condition_and_edge(kb: KnowledgeBase) -> None:
    assert check_eligibility_cases(kb) == []


def test_a_condition_without_a_failing_case_is_named(kb: KnowledgeBase) -> None:
    fewer = tuple(case for case in kb.eligibility_cases if "求职要求" not in case.title)
    [problem] = check_eligibility_cases(dataclasses.replace(kb, eligibility_cases=fewer))
    assert (
        str(problem)
        == "eligibility_cases/unemployment_benefit.yml: 缺一个只因为「有求职要求」不满足而 not_eligible 的例子"
    )


def test_a_case_that_comes_out_differently_is_named(kb: KnowledgeBase) -> None:
    wrong = tuple(
        dataclasses.replace(case, verdict="eligible") if case.policy == "public_welfare_post" else case
        for case in kb.eligibility_cases
    )
    problems = check_eligibility_cases(dataclasses.replace(kb, eligibility_cases=wrong))
    assert any("应当是 eligible,算出来是 not_eligible" in str(problem) for problem in problems)
