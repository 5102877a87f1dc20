"""What is promised can be kept, is honest about the hour, and stars follow from what was kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SHANGHAI
from bot.kb.model.calendar import Calendar, Holiday
from bot.referrals.promises import promise, stars

HOLIDAYS = Calendar((Holiday("春节", date(2027, 2, 5), date(2027, 2, 11), None),))  # type: ignore[arg-type]
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("asked", "contact", "introduce"),
    [
        ("2026-11-25T00:01", "2026-11-25", "2026-11-28"),
        ("2026-11-25T16:59", "2026-11-25", "2026-11-28"),
        ("2026-11-25T17:00", "2026-11-26", "2026-11-28"),
        ("2026-11-27T18:30", "2026-11-30", "2026-11-30"),
        ("2026-11-28T09:00", "2026-11-30", "2026-12-01"),
        ("2027-02-04T17:30", "2027-02-12", "2027-02-12"),
    ],
)
def test_the_day_that_is_promised(asked: str, contact: str, introduce: str) -> None:
    given_promise = promise(datetime.fromisoformat(asked).replace(tzinfo=SHANGHAI), HOLIDAYS)
    assert (given_promise.contact_by.date().isoformat(), given_promise.introduce_by.date().isoformat()) == (
        contact,
        introduce,
    )


@given(MOMENTS)
def test_nothing_is_promised_for_the_past_or_a_day_off_or_the_wrong_way_round(at: datetime) -> None:
    given_promise = promise(at, HOLIDAYS)
    assert at < given_promise.contact_by <= given_promise.introduce_by
    day = given_promise.contact_by.date()
    assert day.weekday() < 5 and not HOLIDAYS.is_holiday(day)
    assert given_promise.contact_by.timetz() == time(18, tzinfo=SHANGHAI)
    # 3日内: the plan's days are kept unless a holiday makes contact itself later.
    assert given_promise.introduce_by.date() == max(at.date() + timedelta(days=3), day)


@given(st.integers(0, 500), st.integers(0, 500))
def test_stars_are_one_to_five_and_more_kept_never_means_fewer(kept: int, more: int) -> None:
    made = kept + more
    given_stars = stars(kept, made)
    assert given_stars is None if made < 5 else 1 <= (given_stars or 0) <= 5
    if made >= 5 and kept < made:
        assert (stars(kept + 1, made) or 0) >= (given_stars or 0)
