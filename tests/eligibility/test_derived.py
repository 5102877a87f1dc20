"""A range holds, fails or leaves a condition open; days make ages and months by the day; counts make shares."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility import Rule, Situation, Status, Verdict, evaluate, from_stored, to_stored
from bot.eligibility.comparison import truth_of
from bot.eligibility.truth import Truth
from bot.eligibility.values.intervals import met
from bot.kb import FactType, Interval, Operator, Value
from tests.eligibility.known_facts import CATALOGUE, known
from tests.eligibility.trees import ON, POLICY, fact, leaf

AGE, PAID, LATE, WITHIN = (CATALOGUE[name] for name in ("age", "paid", "late", "within"))
SMALL = st.integers(0, 8)
COMPARED = [each for each in Operator if each not in (Operator.IN, Operator.NOT_IN)]


def on_day(day: date, about: Any, operator: Operator, limit: Any, **facts: Value) -> Verdict:
    root = leaf("asked", about, operator, limit)
    return evaluate(Rule(POLICY, day, root, (), (root,), CATALOGUE), Situation(facts, ON))


@given(low=SMALL, length=SMALL, operator=st.sampled_from(COMPARED), limit=SMALL)
def test_a_range_holds_where_all_its_values_do_and_fails_where_none_does(
    low: int, length: int, operator: Operator, limit: int
) -> None:
    each = {truth_of(value, operator, limit) for value in range(low, low + length + 1)}
    expected = each.pop() if len(each) == 1 else Truth.UNKNOWN
    assert truth_of(Interval(low, low + length), operator, limit) is expected


@given(low=SMALL, length=SMALL, options=st.lists(SMALL, min_size=1, max_size=4).map(tuple))
def test_a_range_among_a_few_values(low: int, length: int, options: tuple[int, ...]) -> None:
    for operator in (Operator.IN, Operator.NOT_IN):
        each = {truth_of(value, operator, options) for value in range(low, low + length + 1)}
        expected = each.pop() if len(each) == 1 else Truth.UNKNOWN
        assert truth_of(Interval(low, low + length), operator, options) is expected


@pytest.mark.parametrize(
    ("value", "operator", "limit", "truth"),
    [
        (Interval(0, 11), Operator.GE, 12, Truth.NOT_MET),
        (Interval(50, None), Operator.GE, 50, Truth.MET),
        (Interval(50, None), Operator.GE, 60, Truth.UNKNOWN),
        (Interval(None, 11), Operator.LE, 11, Truth.MET),
        (Interval(None, 11), Operator.GT, 11, Truth.NOT_MET),
        (Interval(None, None), Operator.GE, 0, Truth.UNKNOWN),
        (Interval(date(2026, 3, 1), date(2026, 3, 31)), Operator.LT, date(2026, 4, 1), Truth.MET),
        (Interval(date(2026, 3, 1), date(2026, 3, 31)), Operator.GE, date(2026, 3, 15), Truth.UNKNOWN),
    ],
)
def test_less_than_a_year_is_not_a_year(value: Any, operator: Operator, limit: Any, truth: Truth) -> None:
    assert truth_of(value, operator, limit) is truth


@pytest.mark.parametrize(
    ("day", "status"), [(date(2026, 3, 8), Status.NOT_ELIGIBLE), (date(2026, 3, 9), Status.ELIGIBLE)]
)
def test_a_day_before_the_birthday_is_still_the_year_before(day: date, status: Status) -> None:
    assert on_day(day, AGE, Operator.GE, 40, born=date(1986, 3, 9)).status is status


@pytest.mark.parametrize(
    ("day", "within", "full"),
    [
        (date(2023, 6, 30), Status.ELIGIBLE, Status.NOT_ELIGIBLE),
        (date(2023, 7, 1), Status.ELIGIBLE, Status.ELIGIBLE),
        (date(2023, 7, 2), Status.NOT_ELIGIBLE, Status.ELIGIBLE),
    ],
)
def test_within_two_years_is_over_a_day_after_them_and_two_years_are_full_on_the_day(
    day: date, within: Status, full: Status
) -> None:
    since = {"paid_from": date(2021, 7, 1)}
    assert on_day(day, WITHIN, Operator.LE, 24, **since).status is within
    assert on_day(day, WITHIN, Operator.GE, 24, **since).status is full


@pytest.mark.parametrize(
    ("said", "status"), [(24, Status.NOT_ELIGIBLE), (23, Status.NEEDS_FACTS), (Interval(None, 24), Status.NOT_ELIGIBLE)]
)
def test_of_months_said_and_a_day_told_the_day_is_finer_and_what_cannot_be_both_is_open(
    said: Value, status: Status
) -> None:
    on = date(2023, 7, 2)
    root = leaf("asked", WITHIN, Operator.LE, 24)
    told = Situation({"within": said, "paid_from": date(2021, 7, 1)}, on)
    assert evaluate(Rule(POLICY, on, root, (), (root,), CATALOGUE), told).status is status


def test_someone_born_in_a_year_has_one_of_two_ages_and_is_asked_only_where_that_matters() -> None:
    in_1986 = Interval(date(1986, 1, 1), date(1986, 12, 31))
    assert on_day(ON, AGE, Operator.GE, 39, born=in_1986).status is Status.ELIGIBLE
    open_still = on_day(ON, AGE, Operator.GE, 40, born=in_1986)
    assert (open_still.status, open_still.missing) == (Status.NEEDS_FACTS, ("age",))


def test_months_paid_count_from_one_day_to_another() -> None:
    days = {"paid_from": date(2026, 3, 15), "paid_until": date(2026, 9, 14)}
    assert on_day(ON, PAID, Operator.GE, 6, **days).status is Status.NOT_ELIGIBLE
    assert on_day(ON, PAID, Operator.GE, 5, **days).trace[0].value == 5


def test_a_limit_may_count_days() -> None:
    ended = date(2026, 10, 26)
    assert on_day(ON, LATE, Operator.LE, 30, paid_until=ended).status is Status.ELIGIBLE
    assert on_day(date(2026, 11, 26), LATE, Operator.LE, 30, paid_until=ended).status is Status.NOT_ELIGIBLE


def test_what_has_not_begun_on_the_day_is_unknown() -> None:
    assert on_day(ON, LATE, Operator.GE, 0, paid_until=date(2026, 12, 1)).status is Status.NEEDS_FACTS


@pytest.mark.parametrize(
    ("hires", "staff", "status"),
    [(15, 100, Status.ELIGIBLE), (149, 1000, Status.NOT_ELIGIBLE), (3, 20, Status.ELIGIBLE)],
)
def test_a_share_follows_from_two_counts(hires: int, staff: int, status: Status) -> None:
    assert on_day(ON, CATALOGUE["at_least"], Operator.GE, 15, hires=hires, staff=staff).status is status


def test_an_upper_limit_of_a_share_is_rounded_against_the_firm() -> None:
    at_most = CATALOGUE["at_most"]
    assert on_day(ON, at_most, Operator.LE, 55, hires=11, staff=200).status is Status.ELIGIBLE
    assert on_day(ON, at_most, Operator.LE, 55, hires=111, staff=2000).status is Status.NOT_ELIGIBLE


def test_a_share_is_asked_for_by_its_two_counts() -> None:
    share = CATALOGUE["at_least"]
    assert on_day(ON, share, Operator.GE, 15).missing == ("hires", "staff")
    assert on_day(ON, share, Operator.GE, 15, staff=40).missing == ("hires",)


@pytest.mark.parametrize(("hires", "staff"), [(3, 0), (5, 4)])
def test_a_share_that_cannot_be_is_unknown(hires: int, staff: int) -> None:
    assert on_day(ON, CATALOGUE["at_least"], Operator.GE, 1, hires=hires, staff=staff).status is Status.NEEDS_FACTS


def test_a_range_that_leaves_the_verdict_open_is_asked_for_exactly() -> None:
    age = fact("age", FactType.NUMBER, unit="years", grows=True)
    forties = Interval(40, 49)
    assert on_day(ON, age, Operator.GE, 40, age=forties).status is Status.ELIGIBLE
    assert on_day(ON, age, Operator.GE, 45, age=forties).missing == ("age",)


def test_a_range_grows_with_the_day_asked_about() -> None:
    age = fact("age", FactType.NUMBER, unit="years", grows=True)
    assert on_day(date(2036, 11, 25), age, Operator.GE, 50, age=Interval(40, 49)).status is Status.ELIGIBLE
    assert on_day(date(2020, 11, 25), age, Operator.GE, 44, age=Interval(40, 49)).status is Status.NOT_ELIGIBLE
    assert on_day(date(2020, 11, 25), age, Operator.LE, 99, age=Interval(None, 5)).status is Status.NEEDS_FACTS


def test_a_range_and_a_value_inside_it_do_not_contradict() -> None:
    assert Situation.stated([("age", Interval(40, 49)), ("age", 48)], ON).facts == {"age": 48}
    assert Situation.stated([("age", Interval(40, 49)), ("age", 52)], ON).contradictions == ("age",)
    two = [("born", Interval(date(1986, 1, 1), date(1986, 12, 31))), ("born", Interval(date(1986, 3, 1), None))]
    assert Situation.stated(two, ON).facts == {"born": Interval(date(1986, 3, 1), date(1986, 12, 31))}


@given(one=known(CATALOGUE["age"]), other=known(CATALOGUE["age"]))
def test_what_two_statements_leave_is_in_both(one: Value, other: Value) -> None:
    both = met(one, other)
    for number in range(61):
        inside = all(truth_of(each, Operator.EQ, number) is not Truth.NOT_MET for each in (one, other))
        assert inside == (both is not None and truth_of(both, Operator.EQ, number) is not Truth.NOT_MET)


@given(value=st.sampled_from(sorted(CATALOGUE)).flatmap(lambda name: known(CATALOGUE[name])))
def test_what_is_kept_as_plain_data_comes_back_as_it_was(value: Value) -> None:
    back = from_stored(to_stored(value))
    is_one_day = isinstance(value, Interval) and isinstance(value.low, date) and value.low == value.high
    assert back == (value.low if is_one_day and isinstance(value, Interval) else value)
