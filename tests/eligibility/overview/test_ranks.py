"""What helps most is asked first, and what only a presumption speaks against comes after what may fit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.eligibility import Status, ask_first, rank_policies
from bot.kb import KnowledgeBase, load

ON = date(2026, 11, 30)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(Path("policies_kb"))


def test_what_opens_other_policies_comes_before_what_is_for_others(kb: KnowledgeBase) -> None:
    policies = [each for each in kb.policies.values() if each.criteria is not None and each.serves == "person"]
    ranked = rank_policies(kb, {"age": 52, "sex": "female"}, policies, ON)
    assert len(ranked) == len(policies)
    places = {each.verdict.rule.policy.id: place for place, each in enumerate(ranked)}
    unlikely = [place for place, each in enumerate(ranked) if each.is_unlikely]
    assert unlikely and places["employment_difficulty_recognition"] < min(unlikely)
    waiting = [each for each in ranked if each.verdict.status is Status.NEEDS_FACTS and not each.is_unlikely]
    assert waiting[0].verdict.rule.policy.id == "employment_difficulty_recognition"


def test_three_facts_are_asked_first_and_none_that_is_known(kb: KnowledgeBase) -> None:
    policies = [each for each in kb.policies.values() if each.criteria is not None]
    facts = {"age": 52, "sex": "female"}
    asked = ask_first(rank_policies(kb, facts, policies, ON), 3)
    assert len(asked) == 3 and not {*asked} & {*facts}
    again = ask_first(rank_policies(kb, {**facts, asked[0]: False}, policies, ON), 3)
    assert asked[0] not in again
