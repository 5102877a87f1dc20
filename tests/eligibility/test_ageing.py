"""What was said today is carried to the day asked about by the calendar, and is unknown where the calendar leaves it open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility import Leaf, Rule, Situation, Status, Verdict, evaluate
from bot.eligibility.ageing import months_between, years_between
from bot.eligibility.truth import Truth
from bot.kb.model.criteria import FactType, Operator
from tests.eligibility.trees import ON, POLICY, fact, leaf

AGE = fact("age", FactType.NUMBER, unit="years", grows=True)
MONTHS = fact("since", FactType.NUMBER, grows=True)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def on_day(root: Leaf, day: date, **facts: int) -> Verdict:
    return evaluate(Rule(POLICY, day, root, (), (root,)), Situation(facts, ON))


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@given(born=st.dates(date(1926, 1, 1), date(1989, 12, 31)), said=DAYS, asked=DAYS)
def test_the_true_age_is_always_among_the_possible_ones(born: date, said: date, asked: date) -> None:
    assert age(born, asked) - age(born, said) in years_between(said, asked)


@given(began=st.dates(date(1926, 1, 1), date(1989, 12, 31)), said=DAYS, asked=DAYS)
def test_the_true_count_of_months_is_always_among_the_possible_ones(began: date, said: date, asked: date) -> None:
    def months(on: date) -> int:
        return (on.year - began.year) * 12 + on.month - began.month - (on.day < began.day)

    assert months(asked) - months(said) in months_between(said, asked)


@pytest.mark.parametrize(("limit", "truth"), [(43, Truth.MET), (44, Truth.UNKNOWN), (45, Truth.NOT_MET)])
def test_an_age_of_today_is_one_of_two_on_an_earlier_day(limit: int, truth: Truth) -> None:
    found = on_day(leaf("old_enough", AGE, Operator.GE, limit), date(2022, 7, 1), age=48)
    assert found.trace[0].truth is truth


def test_whole_years_earlier_an_age_is_exactly_known() -> None:
    assert on_day(leaf("old_enough", AGE, Operator.GE, 40), date(2025, 11, 25), age=41).status is Status.ELIGIBLE


def test_an_age_that_leaves_the_day_open_is_not_asked_again() -> None:
    found = on_day(leaf("old_enough", AGE, Operator.GE, 44), date(2022, 7, 1), age=48)
    assert (found.status, found.missing) == (Status.NEEDS_FACTS, ())


def test_months_are_fewer_on_an_earlier_day() -> None:
    within = leaf("within_two_years", MONTHS, Operator.LE, 24)
    assert on_day(within, ON, since=30).status is Status.NOT_ELIGIBLE
    assert on_day(within, date(2026, 5, 25), since=30).status is Status.ELIGIBLE


def test_what_had_not_begun_on_the_day_is_unknown_and_not_a_small_number() -> None:
    within = leaf("within_two_years", MONTHS, Operator.LE, 24)
    assert on_day(within, date(2022, 7, 1), since=12).status is Status.NEEDS_FACTS
