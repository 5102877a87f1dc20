"""When somebody is reminded of a fair: while plans can still be made, in hours in which people are written to, and never too late."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.clock import SHANGHAI
from bot.jobs.fairs import begins_at, remind_at

HELD = date(2026, 12, 5)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "begins", "told"),
    [
        (at(1, 9), "09:00", at(4, 10)),
        (at(4, 10), "09:00", at(4, 18)),
        (at(4, 19), "13:30", at(5, 9)),
        (at(4, 19), None, at(5, 9)),
        # An hour before it begins there is no time to go there.
        (at(4, 19), "09:30", None),
        (at(5, 10), "13:30", None),
    ],
)
def test_the_first_moment_that_helps(asked: datetime, begins: str | None, told: datetime | None) -> None:
    assert remind_at(HELD, begins, asked) == told


def test_a_fair_without_an_hour_is_over_for_reminders_at_noon() -> None:
    assert begins_at(HELD, None) == at(5, 12)
