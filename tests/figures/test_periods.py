"""Months, quarters and days, the stretch before each, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import SituationError
from bot.figures.periods import Stretch, StretchKind, month_of, quarter_of, weeks_until

TODAY = date(2026, 12, 10)


def test_a_whole_month_is_compared_with_the_whole_month_before() -> None:
    march = month_of("2026-03", TODAY)
    assert (march.last, march.is_whole) == (date(2026, 3, 31), True)
    assert (march.before().first, march.before().last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert month_of("2026-01", TODAY).before().first == date(2025, 12, 1)


def test_a_month_that_is_not_over_is_compared_with_as_many_days() -> None:
    december = month_of("2026-12", TODAY)
    assert (december.days, december.is_whole) == (10, False)
    assert (december.before().first, december.before().last) == (date(2026, 11, 1), date(2026, 11, 10))
    assert month_of("2026-03", date(2026, 3, 30)).before().last == date(2026, 2, 28)


def test_a_quarter_is_compared_with_the_quarter_before() -> None:
    first = quarter_of("2026-Q1", TODAY)
    assert (first.first, first.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (first.before().first, first.before().last) == (date(2025, 10, 1), date(2025, 12, 31))


def test_days_are_compared_with_as_many_days_before() -> None:
    before = Stretch(StretchKind.DAYS, date(2026, 11, 11), date(2026, 11, 20)).before()
    assert (before.first, before.last, before.is_whole) == (date(2026, 11, 1), date(2026, 11, 10), False)


def test_weeks_run_over_the_end_of_a_year() -> None:
    weeks = weeks_until(date(2027, 1, 1))
    assert (weeks[-1].first, weeks[-1].last, len(weeks)) == (date(2026, 12, 28), date(2027, 1, 3), 12)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2027-01", "1999-01", "２０２６-01", "2026-1", "", "0000-01", "9999-12"]
)
def test_a_month_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SituationError):
        month_of(text, TODAY)


@pytest.mark.parametrize("text", ["2026-Q5", "2026-Q0", "2027-Q1", "Q1", "0000-Q1"])
def test_a_quarter_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SituationError):
        quarter_of(text, TODAY)
