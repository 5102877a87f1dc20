"""Leases in the database: who is the one scheduler, and what becomes of notices whose sender is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.outreach.ledger.claim import UNCLAIMED
from bot.outreach.runs.states import NoticeState
from bot.storage.tables import leases, notices

SCHEDULER = "scheduler"


@dataclass(frozen=True)
class Recovered:
    """How many notices of senders that are gone wait again, and of how many nobody knows whether they were sent."""

    planned: int
    unknown: int


def take_lease(engine: Engine, name: str, holder: str, at: datetime, lasting: timedelta) -> bool:
    """Take or renew a lease; tell whether ``holder`` has it now."""
    own_or_over = or_(leases.c.holder == holder, leases.c.until <= at)
    change = update(leases).where(leases.c.name == name, own_or_over).values(holder=holder, until=at + lasting)
    with engine.begin() as connection:
        if connection.execute(change).rowcount:
            return True
    try:
        with engine.begin() as connection:
            connection.execute(insert(leases).values(name=name, holder=holder, until=at + lasting))
    except IntegrityError:
        # Someone else has it.
        return False
    return True


def give_lease_back(engine: Engine, name: str, holder: str) -> None:
    """Let the next process have the lease without waiting."""
    with engine.begin() as connection:
        connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


def recover(engine: Engine, at: datetime) -> Recovered:
    """Settle claimed notices whose lease is over: not started, they wait again; started, they are ``unknown``.

    The holder stays on an unknown notice: should its sender come back with the platform's answer, that answer counts.
    """
    over = (notices.c.state == NoticeState.CLAIMED.value, notices.c.lease_until <= at)
    back = update(notices).where(*over, notices.c.started_at.is_(None))
    lost = update(notices).where(*over, notices.c.started_at.is_not(None))
    with engine.begin() as connection:
        planned = connection.execute(back.values(state=NoticeState.PLANNED.value, **UNCLAIMED)).rowcount
        unknown = connection.execute(lost.values(state=NoticeState.UNKNOWN.value, reason="interrupted")).rowcount
    return Recovered(planned, unknown)
