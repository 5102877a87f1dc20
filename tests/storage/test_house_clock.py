"""A clock that is far after all that the database knows is not believed, until it is set right or a person says that it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.storage import LONGEST_ABSENCE, doubted_since, is_believable, note_run, take_for_right

AT = datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)
YEARS = timedelta(days=4000)


def test_a_clock_years_ahead_is_not_believed_however_often_it_is_asked_and_is_again_once_it_is_right(
    engine: Engine,
) -> None:
    assert is_believable(engine, AT)
    for _ in range(2):
        assert not is_believable(engine, AT + YEARS)
    assert doubted_since(engine, AT + YEARS) == AT
    assert is_believable(engine, AT + timedelta(minutes=5))
    assert doubted_since(engine, AT + timedelta(minutes=6)) is None


def test_an_office_that_was_closed_for_a_holiday_goes_on_by_itself(engine: Engine) -> None:
    assert is_believable(engine, AT)
    assert is_believable(engine, AT + LONGEST_ABSENCE)


def test_a_clock_that_is_behind_deletes_nothing_too_early_and_is_no_evidence(engine: Engine) -> None:
    assert is_believable(engine, AT)
    assert is_believable(engine, AT - YEARS)
    assert is_believable(engine, AT + LONGEST_ABSENCE)


def test_after_a_year_switched_off_a_person_says_that_the_time_is_true(engine: Engine) -> None:
    assert is_believable(engine, AT)
    later = AT + timedelta(days=365)
    assert not is_believable(engine, later)
    with engine.begin() as connection:
        take_for_right(connection, later)
    assert is_believable(engine, later)


def test_a_database_of_before_knows_when_it_was_cleaned_last(engine: Engine) -> None:
    note_run(engine, "people", AT, 0)
    assert not is_believable(engine, AT + YEARS)
    assert is_believable(engine, AT + timedelta(days=1))
