"""Each policy with conditions is tried on people as an officer tells them, written from the source and not from the rule."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load

FOLDER = Path(__file__).parents[2] / "policies_kb"
# 「人说:30岁残疾人……(看「女满40、男满50周岁」)」: the person, and the words of the source that decide.
TOLD = re.compile(r"^人说:.+\(看「.+」\)$")
ENOUGH = 3


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(FOLDER)


def test_every_policy_with_conditions_has_people_told_by_an_officer(real: KnowledgeBase) -> None:
    told = Counter(case.policy for case in real.eligibility_cases if TOLD.match(case.title))
    lacking = {policy.id for policy in real.policies.values() if policy.criteria and told[policy.id] < ENOUGH}
    assert not lacking


def test_whoever_is_told_names_the_words_that_decide(real: KnowledgeBase) -> None:
    titles = [case.title for case in real.eligibility_cases if case.title.startswith("人说")]
    assert [title for title in titles if not TOLD.match(title)] == []


@pytest.mark.parametrize(
    ("name", "policy", "not_of"),
    [
        ("失业补助金", "unemployment_allowance", "unemployment_benefit"),
        ("技能提升补贴", "skill_upgrade_subsidy", "skills_training_subsidy"),
        ("一次性扩岗补助", "expansion_grant", "startup_one_off_subsidy"),
    ],
)
def test_a_name_of_another_policy_is_no_alias(real: KnowledgeBase, name: str, policy: str, not_of: str) -> None:
    assert name in real.policy(policy).aliases
    assert name not in real.policy(not_of).aliases
    assert all(name not in topic.aliases for topic in real.topics.values())
