"""A statement for some people is not said to those who told that they are others."""

from __future__ import annotations

from bot.kb import Interval
from tests.lookup.statements.conftest import Ranked


def test_who_is_recognised_does_not_hear_what_matters_to_who_is_not(ranked: Ranked) -> None:
    policy = "social_insurance_subsidy_flexible"
    entries = [each for each in ranked.statements.entries if each.policy == policy]
    [entry] = [each for each in entries if each.statement == "recognise_first"]
    assert entry.matters_to({})
    assert entry.matters_to({"difficulty_recognised": False})
    assert not entry.matters_to({"difficulty_recognised": True})


def test_a_range_speaks_against_nothing(ranked: Ranked) -> None:
    limited = [each for each in ranked.statements.entries if any(one.applies_when for one in each.wordings)]
    assert limited
    assert all(each.matters_to({"age": Interval(40, 49)}) for each in limited)
