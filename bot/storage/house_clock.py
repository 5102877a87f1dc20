"""Whether the clock may be right: it is not believed when it is far after the last moment that the database knows.

Years ahead, it would let everything that waits expire, and everything kept grow old enough to be deleted; none of that comes back when it
is set right. So nothing of the kind is done until it is, or a person says that the time is true, as after a long time switched off.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from bot.storage.tables import clock_marks, retention_runs
from bot.storage.upserts import put

# Longer than an office is closed for the longest holiday.
LONGEST_ABSENCE = timedelta(days=15)
MARKED_EVERY = timedelta(minutes=1)
ONLY = {"id": 1}


def is_believable(engine: Engine, at: datetime) -> bool:
    """Tell whether the clock may be right; if so, its time is remembered."""
    with engine.begin() as connection:
        known = _last_known(connection)
        if known is not None and at > known + LONGEST_ABSENCE:
            return False
        if known is None or at > known + MARKED_EVERY:
            put(connection, clock_marks, ONLY, {"at": at})
    return True


def doubted_since(engine: Engine, at: datetime) -> datetime | None:
    """Return the last moment that the database knows, when the clock is not believed; otherwise None."""
    with engine.connect() as connection:
        known = _last_known(connection)
    return known if known is not None and at > known + LONGEST_ABSENCE else None


def take_for_right(connection: Connection, at: datetime) -> None:
    """Remember a moment as true, because a person says so, within the caller's transaction."""
    put(connection, clock_marks, ONLY, {"at": at})


def _last_known(connection: Connection) -> datetime | None:
    """Return the moment remembered; of a database from before there was one, when it was cleaned last."""
    marked: datetime | None = connection.execute(select(clock_marks.c.at)).scalar()
    if marked is not None:
        return marked
    cleaned: datetime | None = connection.execute(select(func.max(retention_runs.c.ran_at))).scalar()
    return cleaned
