"""What must be forgotten is forgotten by itself, each thing at its pace, with a proof; what breaks off is said and keeps nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.front.retention import DAILY, OFTEN, RetentionJob, retention_jobs, run_due
from bot.people import Identities
from bot.storage import OVERDUE, Conversations, note_run, overdue, retention_runs_of
from bot.storage.tables import people

AT = datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)


def test_everyone_without_consent_of_whom_nothing_was_heard_for_two_years_is_forgotten_by_itself(
    engine: Engine, tmp_path: Path
) -> None:
    for name, age in (("old", 731), ("recent", 729)):
        Identities(engine, "s" * 32).meet("wechat", "wxapp", name, AT - timedelta(days=age))
    run_due(engine, retention_jobs(engine, tmp_path), AT)
    with engine.connect() as connection:
        assert len(connection.execute(select(people)).all()) == 1
    proof = {run.name: (run.ran_at, run.count, run.failed_at) for run in retention_runs_of(engine)}
    assert proof["people"] == (AT, 1, None)
    assert proof.keys() == {job.name for job in retention_jobs(engine, tmp_path)}


def test_each_runs_at_its_own_pace_and_after_a_clock_that_was_wrong(engine: Engine) -> None:
    ran: list[str] = []
    jobs = [
        RetentionJob(name, name, every, lambda _at, name=name: len(ran.append(name) or []))  # type: ignore[misc, arg-type]
        for name, every in (("often", OFTEN), ("daily", DAILY))
    ]
    run_due(engine, jobs, AT)
    run_due(engine, jobs, AT + timedelta(minutes=5))
    run_due(engine, jobs, AT + timedelta(minutes=10))
    run_due(engine, jobs, AT + timedelta(hours=24))
    assert ran == ["often", "daily", "often", "often", "daily"]
    note_run(engine, "daily", AT + timedelta(days=400), 0)
    run_due(engine, jobs, AT + timedelta(days=2))
    assert ran[-1] == "daily"


def test_one_that_breaks_off_keeps_no_other_from_running_and_is_said_when_it_lasts(engine: Engine) -> None:
    def breaks(_at: datetime) -> int:
        raise RuntimeError("what people wrote")

    jobs = [RetentionJob("bad", "bad", OFTEN, breaks), RetentionJob("good", "good", OFTEN, lambda _at: 3)]
    note_run(engine, "bad", AT - timedelta(hours=1), 0)
    run_due(engine, jobs, AT)
    found = {run.name: run for run in retention_runs_of(engine)}
    assert (found["good"].count, found["bad"].failed_at) == (3, AT)
    assert overdue(list(found.values()), AT) == []
    assert overdue(list(found.values()), AT + OVERDUE) == ["bad"]
    run_due(engine, [RetentionJob("bad", "bad", OFTEN, lambda _at: 1)], AT + OVERDUE)
    assert overdue(retention_runs_of(engine), AT + OVERDUE) == []


def test_jobs_that_do_not_run_at_all_are_overdue(engine: Engine) -> None:
    note_run(engine, "people", AT, 0)
    assert overdue(retention_runs_of(engine), AT + OVERDUE + timedelta(minutes=1)) == ["people"]


@pytest.mark.parametrize("age", [29, 31])
def test_conversations_go_after_thirty_days(engine: Engine, tmp_path: Path, age: int) -> None:
    Conversations(engine).keep("web:a", "{}", AT - timedelta(days=age))
    run_due(engine, retention_jobs(engine, tmp_path), AT)
    assert Conversations(engine).ids() == (["web:a"] if age < 30 else [])
