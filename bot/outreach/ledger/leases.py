"""Leases in the database: who is the one scheduler, and what becomes of notices whose sender is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from bot.outreach.ledger.claim import UNCLAIMED
from bot.outreach.runs.states import NoticeState
from bot.storage import is_dead
from bot.storage.tables import leases, notices

SCHEDULER = "scheduler"
# Clocks of machines that work together differ by less than this many leases.
FAR_TOO_LONG = 12


@dataclass(frozen=True)
class Recovered:
    """How many notices of senders that are gone wait again, and of how many nobody knows whether they were sent."""

    planned: int
    unknown: int


def take_lease(engine: Engine, name: str, holder: str, at: datetime, lasting: timedelta) -> bool:
    """Take or renew a lease; tell whether ``holder`` has it now.

    One that would last far longer than any lease was taken while a clock was wrong, and counts as over; so does that of a process
    which is known to be dead.
    """
    never = at + FAR_TOO_LONG * lasting
    own_or_over = or_(leases.c.holder == holder, leases.c.until <= at, leases.c.until > never)
    with engine.begin() as connection:
        if _pass_on(connection, name, own_or_over, holder, at + lasting):
            return True
        other = connection.execute(select(leases.c.holder).where(leases.c.name == name)).scalar()
        if other is not None and is_dead(other):
            return _pass_on(connection, name, leases.c.holder == other, holder, at + lasting)
    if other is not None:
        return False
    try:
        with engine.begin() as connection:
            connection.execute(insert(leases).values(name=name, holder=holder, until=at + lasting))
    except IntegrityError:
        # Someone else has it.
        return False
    return True


def _pass_on(connection: Connection, name: str, which: ColumnElement[bool], holder: str, until: datetime) -> bool:
    change = update(leases).where(leases.c.name == name, which).values(holder=holder, until=until)
    return bool(connection.execute(change).rowcount)


def give_lease_back(engine: Engine, name: str, holder: str) -> None:
    """Let the next process have the lease without waiting."""
    with engine.begin() as connection:
        connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


def is_held(engine: Engine, name: str, at: datetime) -> bool:
    """Tell whether anyone has a lease, which means that somebody renewed it a moment ago and is not known to be dead."""
    held = select(leases.c.holder).where(leases.c.name == name, leases.c.until > at)
    with engine.connect() as connection:
        holder = connection.execute(held).scalar()
    return holder is not None and not is_dead(holder)


def recover(engine: Engine, at: datetime) -> Recovered:
    """Settle claimed notices whose lease is over or whose sender is known to be dead: not started, they wait again; started, they are ``unknown``.

    The holder stays on an unknown notice: should its sender come back with the platform's answer, that answer counts.
    """
    holding = select(notices.c.lease_holder).where(notices.c.state == NoticeState.CLAIMED.value).distinct()
    with engine.begin() as connection:
        dead = [holder for holder in connection.execute(holding).scalars() if holder is not None and is_dead(holder)]
        return settle_claims(connection, or_(notices.c.lease_until <= at, notices.c.lease_holder.in_(dead)))


def settle_claims(connection: Connection, which: ColumnElement[bool]) -> Recovered:
    """Settle claimed notices, whoever holds them, within the caller's transaction: a holder that still lives starts none of them."""
    claimed = (notices.c.state == NoticeState.CLAIMED.value, which)
    back = update(notices).where(*claimed, notices.c.started_at.is_(None))
    lost = update(notices).where(*claimed, notices.c.started_at.is_not(None))
    planned = connection.execute(back.values(state=NoticeState.PLANNED.value, **UNCLAIMED)).rowcount
    unknown = connection.execute(lost.values(state=NoticeState.UNKNOWN.value, reason="interrupted")).rowcount
    return Recovered(planned, unknown)
