"""All policies judged at once: the likeliest first, and the question that decides most asked next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.eligibility import Status, is_opener, next_of_scan, policies_for, scan
from bot.kb import FactType, KnowledgeBase, Value, load

ON = date(2026, 11, 25)
MOST = 12


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(Path("policies_kb"))


def interview(kb: KnowledgeBase, answer: Callable[[str], Value | None]) -> tuple[dict[str, Value], int]:
    """Answer what is asked until nothing is; return what is known then, and how much was asked."""
    facts: dict[str, Value] = {"age": 52, "sex": "female"}
    passed: set[str] = set(facts)
    for count in range(60):
        asked = next_of_scan(scan(kb, facts, policies_for(kb, "person"), ON), passed)
        if asked is None:
            return facts, count
        assert not passed.intersection(asked.facts)
        passed.update(asked.facts)
        facts |= {fact: value for fact in asked.facts if (value := answer(fact)) is not None}
    raise AssertionError("it never ends")


def test_the_likeliest_come_first_and_what_opens_others_before_what_needs_it(kb: KnowledgeBase) -> None:
    verdicts = scan(kb, {"age": 52, "sex": "female"}, policies_for(kb, "person"), ON)
    ranks = [list(Status).index(each.status) for each in verdicts if each.status is Status.NEEDS_FACTS]
    assert ranks
    needing = [each for each in verdicts if each.status is Status.NEEDS_FACTS]
    assert is_opener(kb, needing[0])


def test_what_only_graduates_get_is_not_asked_of_someone_of_52(kb: KnowledgeBase) -> None:
    named = {each.rule.policy.id for each in scan(kb, {"age": 52}, policies_for(kb, "person"), ON)}
    assert not any("graduate" in name for name in named)


def test_who_answers_nothing_is_asked_each_thing_once(kb: KnowledgeBase) -> None:
    facts, count = interview(kb, lambda fact: None)
    assert facts == {"age": 52, "sex": "female"}
    assert count > 0


@pytest.mark.parametrize("says", [True, False])
def test_answers_narrow_down_what_is_left(kb: KnowledgeBase, says: bool) -> None:
    def answer(fact: str) -> Value | None:
        return says if kb.facts[fact].type is FactType.YES_NO else None

    facts, _ = interview(kb, answer)
    open_before = sum(each.status is Status.NEEDS_FACTS for each in scan(kb, {}, policies_for(kb, "person"), ON))
    open_after = sum(each.status is Status.NEEDS_FACTS for each in scan(kb, facts, policies_for(kb, "person"), ON))
    assert open_after < open_before


def test_nothing_is_asked_that_no_open_verdict_needs(kb: KnowledgeBase) -> None:
    verdicts = scan(kb, {"age": 52, "sex": "female"}, policies_for(kb, "person"), ON)
    asked = next_of_scan(verdicts)
    assert asked is not None
    needed = {fact for each in verdicts for fact in each.missing}
    assert set(asked.facts) <= needed
