"""When each job of retention ran last and how much it forgot: the proof that what people were told of periods is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.storage.tables import retention_runs as table
from bot.storage.upserts import put

# Longer without a run, and something is wrong with a job.
OVERDUE = timedelta(hours=26)


@dataclass(frozen=True)
class RetentionRun:
    """The last run of a job; ``failed_at``: when it broke off last, None once it ran through again."""

    name: str
    ran_at: datetime | None
    count: int
    failed_at: datetime | None


def note_run(engine: Engine, name: str, at: datetime, count: int) -> None:
    """Write down that a job ran through, and how much it forgot."""
    with engine.begin() as connection:
        put(connection, table, {"name": name}, {"ran_at": at, "count": count, "failed_at": None})


def note_failure(engine: Engine, name: str, at: datetime) -> None:
    """Write down that a job broke off."""
    known = {run.name: run for run in retention_runs_of(engine)}.get(name)
    kept = {"ran_at": known.ran_at if known else None, "count": known.count if known else 0}
    with engine.begin() as connection:
        put(connection, table, {"name": name}, {**kept, "failed_at": at})


def retention_runs_of(engine: Engine) -> list[RetentionRun]:
    """Return the last run of every job that was ever tried."""
    with engine.connect() as connection:
        return [RetentionRun(*row) for row in connection.execute(select(table).order_by(table.c.name))]


def overdue(runs: Sequence[RetentionRun], at: datetime) -> list[str]:
    """Return the jobs that have not run through for too long."""
    return [run.name for run in runs if run.ran_at is None or run.ran_at < at - OVERDUE]
