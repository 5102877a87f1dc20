"""When a rule holds and what a question is about: both ends belong to it, an unnamed end never comes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.kb import Period, Validity

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
ENDS = st.one_of(st.none(), DAYS)


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    start, end = draw(ENDS), draw(ENDS)
    return Validity(end, start) if start and end and start > end else Validity(start, end)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 400))))


def days_of(period: Period) -> list[date]:
    return [period.first + timedelta(days=offset) for offset in range((period.last - period.first).days + 1)]


@given(validities(), periods())
def test_overlapping_means_that_one_day_is_covered(validity: Validity, period: Period) -> None:
    assert validity.overlaps(period) == any(validity.covers(day) for day in days_of(period))


@given(validities(), periods())
def test_containing_means_that_every_day_is_covered(validity: Validity, period: Period) -> None:
    assert validity.contains(period) == all(validity.covers(day) for day in days_of(period))


@given(validities(), validities())
def test_overlapping_is_mutual(one: Validity, other: Validity) -> None:
    assert one.overlaps(other) == other.overlaps(one)


def test_both_ends_belong_to_a_rule() -> None:
    rule = Validity(date(2020, 4, 1), date(2023, 3, 31))
    assert rule.covers(date(2020, 4, 1)) and rule.covers(date(2023, 3, 31))
    assert not rule.covers(date(2020, 3, 31)) and not rule.covers(date(2023, 4, 1))


def test_an_unnamed_end_never_comes() -> None:
    assert Validity().covers(date.max) and Validity().covers(date.min)


def test_a_year_has_all_its_days() -> None:
    year = Period.year(2024)
    assert len(days_of(year)) == 366
    assert not year.is_day
    assert Period.day(date(2024, 2, 29)).is_day
