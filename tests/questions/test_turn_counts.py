"""Turns are counted without waiting for the database; what the counts say, by Shanghai days."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.turn_counts import (
    BOUNDS,
    LONGER,
    Durations,
    TurnCounts,
    bucket_of,
    durations,
    durations_by_day,
    outcomes_by_day,
)
from bot.storage import open_database, upgrade
from bot.storage.tables import turn_counts
from tests.questions.conftest import NOW, PERSON

DAY = NOW.date()


def total(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.sum(turn_counts.c.count))).scalar() or 0


def counted_by(engine: Engine, *columns: Any) -> dict[tuple[str, ...], int]:
    with engine.connect() as connection:
        rows = connection.execute(select(*columns, func.sum(turn_counts.c.count)).group_by(*columns))
        return {tuple(names): count for *names, count in rows}


def test_turns_wait_in_memory_until_they_are_written_and_are_added_to_what_is_there(engine: Engine) -> None:
    counts = TurnCounts(engine)
    for _ in range(3):
        counts.add("web", "answered", "loans", 0.05, NOW)
    assert total(engine) == 0
    counts.flush()
    counts.flush()
    assert total(engine) == 3
    counts.add("web", "answered", "loans", 0.05, NOW)
    counts.add("wx", "clarify", None, 0.05, NOW)
    counts.close()
    assert total(engine) == 5
    assert counted_by(engine, turn_counts.c.door) == {("web",): 4, ("wx",): 1}


def test_the_writer_writes_by_itself_and_closing_writes_the_rest(engine: Engine) -> None:
    counts = TurnCounts(engine, seconds=0.01)
    counts.start()
    counts.add("web", "answered", None, 0.05, NOW)
    deadline = time.monotonic() + 10
    while total(engine) == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    counts.add("web", "answered", None, 0.05, NOW)
    counts.close()
    assert total(engine) == 2


def test_turns_of_many_threads_and_two_processes_are_all_counted(engine: Engine) -> None:
    both = [TurnCounts(engine), TurnCounts(engine)]

    def play(counts: TurnCounts) -> None:
        for number in range(200):
            counts.add("web", "answered", f"topic{number % 5}", 0.05, NOW)
            if number % 50 == 0:
                counts.flush()

    threads = [threading.Thread(target=play, args=(counts,)) for counts in both for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for counts in both:
        counts.close()
    assert total(engine) == 2 * 3 * 200


def test_what_the_database_did_not_take_is_written_later(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/leye.db"
    engine = open_database(address)
    counts = TurnCounts(engine)
    counts.add("web", "answered", None, 0.05, NOW)
    counts.flush()
    upgrade(address)
    counts.add("web", "answered", None, 0.05, NOW)
    counts.flush()
    assert total(engine) == 2


def test_a_turn_counts_once_by_its_first_reply(engine: Engine) -> None:
    counts = TurnCounts(engine)
    keeper = QuestionKeeper(engine, counts)
    keeper.keep(
        IncomingMessage(PERSON, "贷多少"),
        [TurnOutcome("answered", "loans"), TurnOutcome("verdict", "subsidy")],
        0.3,
        NOW,
    )
    keeper.keep(IncomingMessage(PERSON, "你好"), [TurnOutcome("small_talk")], 0.01, NOW)
    keeper.keep(IncomingMessage(PERSON, "有人替我说话"), [], 0.01, NOW)
    counts.close()
    assert outcomes_by_day(engine, DAY, DAY) == {DAY: {"answered": 1, "small_talk": 1}}
    assert counted_by(engine, turn_counts.c.topic, turn_counts.c.outcome) == {
        ("", "small_talk"): 1,
        ("loans", "answered"): 1,
    }


def test_a_day_begins_and_ends_at_midnight_in_shanghai(engine: Engine) -> None:
    counts = TurnCounts(engine)
    for moment in ("2026-11-24T23:59:59", "2026-11-25T00:00:00", "2026-11-25T23:59:59", "2026-11-26T00:00:00"):
        counts.add("web", "answered", None, 0.05, datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI))
    counts.add("web", "clarify", None, 0.05, datetime(2026, 11, 25, 15, 59, tzinfo=timezone.utc))
    counts.close()
    assert outcomes_by_day(engine, DAY, DAY) == {DAY: {"answered": 2, "clarify": 1}}
    week = outcomes_by_day(engine, date(2026, 11, 23), date(2026, 11, 27))
    assert list(week) == [date(2026, 11, 23) + timedelta(days=number) for number in range(5)]
    assert [sum(counts.values()) for counts in week.values()] == [0, 1, 3, 1, 0]


def test_response_times_are_the_bounds_of_their_buckets(engine: Engine) -> None:
    counts = TurnCounts(engine)
    for _ in range(95):
        counts.add("web", "answered", None, 0.08, NOW)
    for seconds in (0.3, 0.3, 0.3, 4.0, 60.0):
        counts.add("web", "answered", None, seconds, NOW)
    counts.close()
    found = durations(engine, DAY, DAY)
    assert (found.turns, found.percentile(0.5), found.percentile(0.95), found.percentile(0.99)) == (100, 100, 100, 5000)
    assert found.percentile(1) == LONGER
    assert durations_by_day(engine, DAY - timedelta(days=1), DAY)[DAY - timedelta(days=1)] == Durations({})
    assert durations_by_day(engine, DAY, DAY)[DAY] == found


@given(
    st.lists(st.floats(min_value=0, max_value=100), min_size=1, max_size=200), st.sampled_from([0.5, 0.9, 0.95, 1.0])
)
def test_a_percentile_is_never_less_than_the_share_of_turns_that_it_names(seconds: list[float], share: float) -> None:
    buckets: dict[int, int] = {}
    for each in seconds:
        buckets[bucket_of(each)] = buckets.get(bucket_of(each), 0) + 1
    bound = Durations(buckets).percentile(share)
    assert bound is not None
    if bound != LONGER:
        assert sum(round(each * 1000, 3) <= bound for each in seconds) >= share * len(seconds)


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_belongs_to_its_own_bucket(bound: int) -> None:
    assert bucket_of(bound / 1000) == bound
    assert bucket_of(bound / 1000 + 0.001) != bound
