"""Judged without its reasons and together with who is alike, everybody gets the status that the verdict on all that is known gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.eligibility import Situation, Status, Statuses, evaluate, rule_for
from bot.eligibility.statuses import MOST_KEPT, deciding_facts
from bot.kb import Fact, FactType, Interval, Value, load

KB = load(Path(__file__).parents[2] / "policies_kb")
ON = date(2026, 11, 30)
JUDGED = sorted(policy.id for policy in KB.policies.values() if policy.criteria is not None)
DAYS = st.dates(date(1960, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 70) | st.integers(0, 500)


def known(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.type is FactType.YES_NO:
        return st.booleans()
    if fact.type is FactType.CHOICE:
        return st.sampled_from([option.id for option in fact.options])
    exact: st.SearchStrategy[Any] = DAYS if fact.type is FactType.DATE else COUNTS
    return exact | st.tuples(exact, exact).map(sorted).map(lambda ends: Interval(*ends))


@given(policy=st.sampled_from(JUDGED), data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_status_is_that_of_the_verdict(policy: str, data: st.DataObject) -> None:
    rule = rule_for(KB, KB.policy(policy), ON)
    told = data.draw(st.lists(st.sampled_from([*deciding_facts(rule)] * 3 + [*KB.facts]), unique=True, max_size=20))
    facts: dict[str, Value] = {name: data.draw(known(KB.facts[name])) for name in told}
    statuses, situation = Statuses(rule), Situation(facts, ON)
    assert statuses.of(situation) is statuses.of(situation) is evaluate(rule, situation).status


@pytest.mark.parametrize("policy", JUDGED)
def test_what_decides_is_a_part_of_what_can_be_known(policy: str) -> None:
    rule = rule_for(KB, KB.policy(policy), ON)
    names = deciding_facts(rule)
    assert {leaf.fact.id for leaf in rule.leaves} <= set(names) <= set(KB.facts)
    assert list(names) == [name for name in KB.facts if name in names]


def test_a_person_whose_statements_contradict_each_other_is_nobody_else() -> None:
    rule = rule_for(KB, KB.policy("social_insurance_subsidy_flexible"), ON)
    name = rule.leaves[0].fact.id
    statuses = Statuses(rule)
    plain, torn = Situation({}, ON), Situation({}, ON, (name,))
    assert [statuses.of(each) for each in (plain, torn)] == [evaluate(rule, each).status for each in (plain, torn)]


def test_more_kinds_of_people_than_are_kept_are_judged_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.eligibility.statuses.MOST_KEPT", 3)
    assert MOST_KEPT > 3
    statuses = Statuses(rule_for(KB, KB.policy("employment_difficulty_recognition"), ON))
    found = [statuses.of(Situation({"age": age, "sex": "female"}, ON)) for age in range(30, 50)]
    assert len(statuses._known) <= 3 and set(found) <= set(Status)
