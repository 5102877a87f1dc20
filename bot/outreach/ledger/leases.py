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

    One that would last far longer than any lease was taken while a clock was wrong, and counts as over.
    """
    never = at + FAR_TOO_LONG * lasting
    own_or_over = or_(leases.c.holder == holder, leases.c.until <= at, leases.c.until > never)
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


def is_held(engine: Engine, name: str, at: datetime) -> bool:
    """Tell whether anyone has a lease, which means that somebody renewed it a moment ago."""
    held = select(leases.c.name).where(leases.c.name == name, leases.c.until > at)
    with engine.connect() as connection:
        return connection.execute(held).first() is not None


def recover(engine: Engine, at: datetime) -> Recovered:
    """Settle claimed notices whose lease is over: not started, they wait again; started, they are ``unknown``.

    The holder stays on an unknown notice: should its sender come back with the platform's answer, that answer counts.
    """
    with engine.begin() as connection:
        return settle_claims(connection, notices.c.lease_until <= at)


def settle_claims(connection: Connection, which: ColumnElement[bool]) -> Recovered:
    """Settle claimed notices, whoever holds them, within the caller's transaction: a holder that still lives starts none of them."""
    claimed = (notices.c.state == NoticeState.CLAIMED.value, which)
    back = update(notices).where(*claimed, notices.c.started_at.is_(None))
    lost = update(notices).where(*claimed, notices.c.started_at.is_not(None))
    planned = connection.execute(back.values(state=NoticeState.PLANNED.value, **UNCLAIMED)).rowcount
    unknown = connection.execute(lost.values(state=NoticeState.UNKNOWN.value, reason="interrupted")).rowcount
    return Recovered(planned, unknown)
