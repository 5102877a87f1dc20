"""Alarms: the times of each sort of schedule, one alarm for each run, and a time that was missed counts once."""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta

import pytest

from bot import clock
from bot.clock import SHANGHAI
from bot.kb.model.campaigns import Schedule
from bot.outreach.control import decisions
from bot.outreach.runs.runs import get
from bot.outreach.scheduler.alarms import Alarms, next_time, ring
from bot.outreach.scheduler.outbox import set_due
from tests.outreach.world import NOON, World

PATIENCE_SECONDS = 20


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(daily_at=time(10, 0)), datetime(2026, 11, 26, 10, 0, tzinfo=SHANGHAI)),
        (Schedule(daily_at=time(13, 30)), datetime(2026, 11, 25, 13, 30, tzinfo=SHANGHAI)),
        (Schedule(cron="0 10 * * mon"), datetime(2026, 11, 30, 10, 0, tzinfo=SHANGHAI)),
        (Schedule(once=NOON - timedelta(days=3)), NOON - timedelta(days=3)),
    ],
)
def test_the_next_time_is_that_of_the_schedule_in_shanghai(schedule: Schedule, expected: datetime) -> None:
    assert next_time(schedule, NOON) == expected


class Heard:
    """Remembers which runs were rung for."""

    def __init__(self) -> None:
        self.runs: list[int] = []
        self.any = threading.Event()

    def __call__(self, run: int) -> None:
        self.runs.append(run)
        self.any.set()


@pytest.fixture
def real_time(world: World) -> World:
    """Give a world whose clock is the real one: APScheduler reads no other."""
    world.clock.at = clock.now()
    return world


def test_a_time_that_passed_while_nobody_was_awake_rings_once(real_time: World, database_url: str) -> None:
    real_time.change_campaign(schedule=Schedule(cron="* * * * *"))
    real_time.clock.at = clock.now() - timedelta(days=2)
    run = real_time.approved()
    heard = Heard()
    alarms = Alarms(database_url, "test", heard)
    alarms.start()
    alarms.set_for([(run, real_time.campaign)])
    assert heard.any.wait(PATIENCE_SECONDS)
    alarms.stop()
    assert heard.runs == [run.id]


def test_alarms_outlive_the_process_and_end_with_the_run(real_time: World, database_url: str) -> None:
    real_time.change_campaign(schedule=Schedule(once=clock.now() + timedelta(seconds=0.6)))
    run = real_time.approved()
    first = Alarms(database_url, "test", Heard())
    first.start()
    first.set_for([(run, real_time.campaign)])
    first.stop()
    heard = Heard()
    second = Alarms(database_url, "test", heard)
    second.start()
    assert heard.any.wait(PATIENCE_SECONDS)
    assert heard.runs == [run.id]
    set_due(real_time.outreach, run.id, clock.now())
    real_time.outbox().plan_if_due(get(real_time.engine, run.id), real_time.campaign, clock.now())
    second.set_for([(get(real_time.engine, run.id), real_time.campaign)])
    decisions.stop(real_time.engine, get(real_time.engine, run.id), "丙", clock.now())
    second.set_for([])
    second.stop()
    assert heard.runs == [run.id]


def test_a_ring_for_nobody_is_no_error() -> None:
    ring("nobody", 1)
