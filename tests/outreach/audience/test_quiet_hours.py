"""Quiet hours and public holidays in Asia/Shanghai, and when they end."""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import SHANGHAI
from bot.kb.model.calendar import Calendar, Holiday
from bot.kb.model.campaigns import Quiet
from bot.outreach.audience.quiet_hours import is_quiet, next_day, next_opening

ANY: Any = SimpleNamespace()
FESTIVAL = Calendar((Holiday("国庆", date(2026, 10, 1), date(2026, 10, 7), ANY),))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-25 08:59", True),
        ("2026-11-25 09:00", False),
        ("2026-11-25 19:59", False),
        ("2026-11-25 20:00", True),
        ("2026-10-03 12:00", True),
        ("2026-10-08 12:00", False),
    ],
)
def test_it_is_quiet_at_night_and_on_holidays(moment: str, quiet: bool) -> None:
    assert is_quiet(Quiet(), FESTIVAL, at(moment)) is quiet


def test_holidays_do_not_matter_to_a_campaign_that_says_so() -> None:
    assert not is_quiet(Quiet(on_holidays=False), FESTIVAL, at("2026-10-03 12:00"))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-25 12:00", "2026-11-25 12:00"),
        ("2026-11-25 21:00", "2026-11-26 09:00"),
        ("2026-11-25 03:00", "2026-11-25 09:00"),
        ("2026-09-30 20:00", "2026-10-08 09:00"),
    ],
)
def test_the_next_opening_is_when_the_quiet_ends(moment: str, opening: str) -> None:
    assert next_opening(Quiet(), FESTIVAL, at(moment)) == at(opening)


def test_the_hours_are_those_of_shanghai_wherever_the_server_is() -> None:
    assert is_quiet(Quiet(), FESTIVAL, datetime(2026, 11, 25, 12, 30, tzinfo=timezone.utc))
    assert not is_quiet(Quiet(), FESTIVAL, datetime(2026, 11, 25, 1, 0, tzinfo=timezone.utc))


def test_the_next_day_of_a_platform_begins_at_midnight_unless_it_is_quiet() -> None:
    assert next_day(Quiet(), Calendar(), at("2026-11-25 12:00")) == at("2026-11-26 09:00")
    assert next_day(Quiet(time(1), time(2)), Calendar(), at("2026-11-25 12:00")) == at("2026-11-26 00:00")
