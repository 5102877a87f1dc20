"""Public holidays are those announced; weekends are none by themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import Calendar, KnowledgeBase, load

REAL = Path(__file__).parents[3] / "policies_kb"


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2027, 9, 30), False),
        (date(2027, 10, 1), True),
        (date(2027, 10, 7), True),
        (date(2027, 10, 8), False),
        (date(2027, 10, 10), False),
    ],
)
def test_days_off_are_those_announced(kb: KnowledgeBase, day: date, is_holiday: bool) -> None:
    assert kb.calendar.is_holiday(day) is is_holiday


def test_days_off_keep_the_words_that_announce_them(kb: KnowledgeBase) -> None:
    (holiday,) = kb.calendar.holidays
    assert holiday.citation.clause.id == "example_holidays-1"


def test_without_an_announcement_no_day_is_a_holiday() -> None:
    assert load(REAL).calendar == Calendar()
    assert not Calendar().is_holiday(date(2027, 10, 1))
