"""Each mistake in ways, states, days, shares and consequences is reported once, with its file, its place and its remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import BenefitState, Elapsed, Interval, Share, load, validate
from tests.fixtures.small_kb import copy_kb_with_conditions
from tests.kb.mistakes import Mistake
from tests.kb.mistakes_of_conditions import OF_CONDITIONS, OF_ELIGIBILITY_CASES, OF_FACTS

TODAY = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_kb_with_conditions(tmp_path)


@pytest.mark.parametrize(
    "mistake", (*OF_FACTS, *OF_CONDITIONS, *OF_ELIGIBILITY_CASES), ids=lambda mistake: mistake.name
)
def test_one_mistake_is_reported_once_with_its_place_and_remedy(folder: Path, mistake: Mistake) -> None:
    mistake.apply(folder)
    assert [str(problem) for problem in validate(folder, TODAY).problems] == [str(mistake.problem())]


@pytest.mark.parametrize(
    "file", ["facts.yml", "eligibility_cases/example_training.yml", "documents/example_notice.yml"]
)
def test_a_broken_file_does_not_raise_problems_in_others(folder: Path, file: str) -> None:
    (folder / file).write_text("broken: [", encoding="utf-8")
    (problem,) = validate(folder, TODAY).problems
    assert problem.file == file


def test_what_is_written_is_what_the_engine_gets(folder: Path) -> None:
    kb = load(folder)
    policy = kb.policy("example_training")
    assert kb.facts["age"].derived_from == Elapsed("born_on")
    assert kb.facts["share"].derived_from == Share("hires", "staff")
    assert kb.facts["registered"].implies[0].then == {"has_job": False}
    assert set(policy.states) == {BenefitState.RECEIVING}
    assert (policy.state_fact, policy.successor) == ("training_state", "example_loan")
    case = kb.eligibility_cases[0]
    assert case.facts["born_on"] == Interval(date(1970, 1, 1), date(1970, 12, 31))
    assert case.facts["staff"] == Interval(10, None)
    assert (case.route, kb.eligibility_cases[1].state) == ("by_registration", BenefitState.RECEIVING)
