"""Alarms: the times of each sort of schedule, and each time of a run rings once, however late and however often it is tried."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.clock import SHANGHAI
from bot.kb.model.campaigns import Schedule
from bot.outreach.control import decisions
from bot.outreach.runs.runs import get, runs_in
from bot.outreach.runs.states import RunState
from bot.outreach.scheduler.alarms import has_come, next_time, ring
from bot.storage import open_database, upgrade, upgrade_within
from tests.outreach.world import NOON, World


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


def ringing(world: World) -> list[int]:
    """Look once, as the scheduler does; return the runs that are due then."""
    going = runs_in(world.engine, (RunState.APPROVED, RunState.RUNNING))
    ring(world.outreach, [(run, world.campaign) for run in going], world.clock())
    return [run.id for run in runs_in(world.engine, tuple(RunState)) if run.due_at is not None]


def planned(world: World, run: int) -> None:
    world.outbox().plan_if_due(get(world.engine, run), world.campaign, world.clock())


def test_a_time_rings_when_it_has_come_and_once(world: World) -> None:
    world.change_campaign(schedule=Schedule(daily_at=time(13)))
    run = world.approved()
    assert ringing(world) == []
    world.clock.advance(hours=1, seconds=3)
    assert ringing(world) == [run.id]
    planned(world, run.id)
    assert ringing(world) == []
    world.clock.advance(days=1)
    assert ringing(world) == [run.id]


def test_times_that_passed_while_nobody_was_awake_ring_once(world: World) -> None:
    world.change_campaign(schedule=Schedule(cron="* * * * *"))
    run = world.approved()
    world.clock.advance(days=2, seconds=3)
    assert ringing(world) == [run.id]
    planned(world, run.id)
    assert ringing(world) == []


def test_a_run_planned_at_the_very_second_of_its_time_has_had_it(world: World) -> None:
    world.change_campaign(schedule=Schedule(daily_at=time(13)))
    run = world.approved()
    world.clock.advance(hours=1)
    assert ringing(world) == [run.id]
    planned(world, run.id)
    assert not has_come(get(world.engine, run.id), world.campaign.schedule, world.clock())


def test_a_single_time_is_used_by_planning_and_not_before(world: World) -> None:
    world.change_campaign(schedule=Schedule(once=NOON + timedelta(hours=1)))
    run = world.approved()
    world.clock.advance(hours=5)
    assert ringing(world) == [run.id]
    planned(world, run.id)
    world.clock.advance(days=400)
    assert ringing(world) == []


def test_a_time_that_came_while_a_run_was_paused_rings_when_it_goes_on(world: World) -> None:
    world.change_campaign(schedule=Schedule(daily_at=time(13)))
    run = world.approved()
    decisions.pause(world.engine, run, "丙", world.clock(), "先等等")
    world.clock.advance(hours=2)
    assert ringing(world) == []
    decisions.resume(world.engine, get(world.engine, run.id), "丙", world.clock())
    assert ringing(world) == [run.id]


def test_a_run_that_was_stopped_between_look_and_ring_is_left_alone(world: World) -> None:
    world.change_campaign(schedule=Schedule(daily_at=time(13)))
    run = world.approved()
    decisions.stop(world.engine, run, "丙", world.clock())
    world.clock.advance(hours=2)
    assert ring(world.outreach, [(run, world.campaign)], world.clock()) == 0


def test_the_database_keeps_no_alarm_that_could_be_anything_but_a_time(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/leye.db"
    engine = open_database(address)
    with engine.begin() as connection:
        upgrade_within(connection, "0010")
        connection.execute(text("CREATE TABLE outreach_alarms (id TEXT PRIMARY KEY, job_state BLOB)"))
    upgrade(address)
    assert not inspect(engine).has_table("outreach_alarms")
