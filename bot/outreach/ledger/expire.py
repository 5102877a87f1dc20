"""Ends what is over: notices past their last moment, and runs of which nothing more will come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import NoticeState, before_notice
from bot.storage.tables import notices


def expire(engine: Engine, at: datetime) -> int:
    """Mark planned notices that are past their last moment; return how many. They are never sent."""
    over = (notices.c.state.in_(before_notice(NoticeState.EXPIRED)), notices.c.not_after <= at)
    change = update(notices).where(*over).values(state=NoticeState.EXPIRED.value, reason="not_after")
    with engine.begin() as connection:
        return int(connection.execute(change).rowcount)


def has_waiting(engine: Engine, run: Run) -> bool:
    """Tell whether notices of a run still wait to be sent or to be settled."""
    states = (NoticeState.PLANNED.value, NoticeState.CLAIMED.value)
    query = select(notices.c.id).where(notices.c.run == run.id, notices.c.state.in_(states)).limit(1)
    with engine.connect() as connection:
        return connection.execute(query).first() is not None
