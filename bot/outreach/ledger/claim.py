"""Claims notices for sending in one statement that checks everything again: run, times, consent, address, grant, cap, audience.

Whoever claims locks the row of the run first, so that pausing takes effect at once and the daily cap is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select, text, true, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from bot.clock import SHANGHAI
from bot.outreach.audience.exists import there_is
from bot.outreach.audience.routes import Routes, conversation_by, reachable, template_by, way_of
from bot.outreach.runs.states import TOLD, NoticeKind, NoticeState, RunState
from bot.staff import Switch, is_on
from bot.storage import holder_name
from bot.storage.tables import campaign_runs, notices

LEASE = timedelta(minutes=2)
TRIES = 3
# What a notice that waits again no longer has.
UNCLAIMED = {"lease_holder": None, "lease_until": None, "started_at": None, "way": None, "conversation": None}
# Answers to what was told, and what the person asked for, keep no other notice back.
ASKED_FOR = (NoticeKind.FOLLOW_UP.value, NoticeKind.FAIR_REMINDER.value)
AudienceFilter = Callable[[ColumnElement[Any]], ColumnElement[bool]]


@dataclass(frozen=True)
class ClaimConditions:
    """Under which conditions notices of a run may be sent.

    Args:
        per_person_days: days between two notices of any campaign to one person; what they asked for is not counted.
        per_day: notices of the run in one day of Asia/Shanghai.
        fits: turns a column of person ids into the condition that the person still belongs to the audience.
    """

    run: int
    kind: NoticeKind
    routes: Routes
    per_person_days: int
    per_day: int
    fits: AudienceFilter | None = None


@dataclass(frozen=True)
class Batch:
    """Notices claimed together; ``holder`` proves it to the statements that follow.

    Args:
        at: when they were claimed.
    """

    holder: str
    ids: tuple[int, ...]
    at: datetime


def hold_run(connection: Connection, run: int, at: datetime) -> bool:
    """Lock the row of a run until the transaction ends; tell whether it is running, not told to wait, and outreach switched on."""
    _prefer_small_plans(connection)
    wait_is_over = or_(campaign_runs.c.not_before.is_(None), campaign_runs.c.not_before <= at)
    may_go = (campaign_runs.c.state == RunState.RUNNING.value, wait_is_over, is_on(Switch.OUTREACH))
    # Never backwards, whatever the clock does: `restored` compares it.
    latest = case(
        (campaign_runs.c.held_at > at, campaign_runs.c.held_at), else_=literal(at, campaign_runs.c.held_at.type)
    )
    return bool(
        connection.execute(
            update(campaign_runs).where(campaign_runs.c.id == run, *may_go).values(held_at=latest)
        ).rowcount
    )


def claim(
    engine: Engine, terms: ClaimConditions, at: datetime, limit: int, after: int = 0, lease: timedelta = LEASE
) -> Batch | None:
    """Claim up to ``limit`` notices with ids above ``after``; return None when there is nothing to claim.

    The caller asks only outside quiet hours.
    """
    for _ in range(TRIES):
        try:
            with engine.begin() as connection:
                return _claim(connection, terms, at, limit, after, at + lease)
        except IntegrityError:
            # Another run claimed a notice to the same person in between; next time that person is passed over.
            continue
    return None


def _claim(
    connection: Connection, terms: ClaimConditions, at: datetime, limit: int, after: int, until: datetime
) -> Batch | None:
    if not hold_run(connection, terms.run, at):
        return None
    room = min(limit, terms.per_day - _started_today(connection, terms.run, at))
    if room <= 0:
        return None
    holder = holder_name()
    person = notices.c.person
    change = update(notices).where(notices.c.id.in_(_picked(connection, terms, at, room, after)))
    claimed = change.values(
        state=NoticeState.CLAIMED.value,
        lease_holder=holder,
        lease_until=until,
        started_at=None,
        way=way_of(terms.routes, person, at),
        conversation=conversation_by(terms.routes, person, at),
        template=template_by(terms.routes, person, at),
    )
    if not connection.execute(claimed).rowcount:
        return None
    own = select(notices.c.id).where(notices.c.run == terms.run, notices.c.state == NoticeState.CLAIMED.value)
    ids = connection.execute(own.where(notices.c.lease_holder == holder).order_by(notices.c.id)).scalars()
    return Batch(holder, tuple(ids), at)


def _prefer_small_plans(connection: Connection) -> None:
    """Keep PostgreSQL from compiling a statement for longer than it runs."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL jit = off"))


def _picked(connection: Connection, terms: ClaimConditions, at: datetime, limit: int, after: int) -> Any:
    """Return the query for the ids to claim: one for each person."""
    row = notices.alias("candidate")
    query = select(row.c.id, row.c.person).where(claimable(terms, row, at), row.c.id > after)
    query = query.order_by(row.c.id).limit(limit)
    # Python's sqlite3 takes only a statement that begins with UPDATE for a change, so the WITH is PostgreSQL's alone;
    # there it makes sure that the rows are picked and locked once.
    is_postgresql = connection.dialect.name == "postgresql"
    found = query.with_for_update(skip_locked=True, of=row).cte("found") if is_postgresql else query.subquery("found")
    return select(func.min(found.c.id)).group_by(found.c.person)


def claimable(terms: ClaimConditions, row: FromClause, at: datetime) -> ColumnElement[bool]:
    """Return the condition that a notice may be sent now; the lock on the run is the caller's."""
    return and_(
        row.c.run == terms.run,
        row.c.kind == terms.kind.value,
        row.c.state == NoticeState.PLANNED.value,
        or_(row.c.not_before.is_(None), row.c.not_before <= at),
        row.c.not_after > at,
        reachable(terms.routes, row.c.person, at),
        _is_within_cap(terms, row, at),
        terms.fits(row.c.person) if terms.fits is not None else true(),
    )


def told_lately(person: ColumnElement[Any], since: datetime, but: ColumnElement[Any] | None = None) -> Any:
    """Return the condition that a person got a notice of any campaign since a moment, or has one on the way."""
    other = notices.alias("other")
    states = [state.value for state in (NoticeState.CLAIMED, *TOLD)]
    told = and_(
        other.c.person == person,
        other.c.started_at > since,
        other.c.state.in_(states),
        other.c.kind.not_in(ASKED_FOR),
    )
    if but is not None:
        told = and_(told, other.c.id != but)
    return there_is(other, told, person.table)


def _is_within_cap(terms: ClaimConditions, row: FromClause, at: datetime) -> ColumnElement[bool]:
    on_the_way = notices.alias("on_the_way")
    busy = and_(on_the_way.c.person == row.c.person, on_the_way.c.state == NoticeState.CLAIMED.value)
    free = ~there_is(on_the_way, busy, row)
    if terms.kind is NoticeKind.FOLLOW_UP or terms.per_person_days <= 0:
        return free
    return and_(free, ~told_lately(row.c.person, at - timedelta(days=terms.per_person_days), row.c.id))


def _started_today(connection: Connection, run: int, at: datetime) -> int:
    midnight = at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    started = select(func.count()).select_from(notices).where(notices.c.run == run, notices.c.started_at >= midnight)
    waiting = select(func.count()).select_from(notices)
    waiting = waiting.where(
        notices.c.run == run, notices.c.state == NoticeState.CLAIMED.value, notices.c.started_at.is_(None)
    )
    return int(connection.execute(started).scalar_one()) + int(connection.execute(waiting).scalar_one())


def release(engine: Engine, holder: str, ids: Sequence[int] | None = None) -> int:
    """Give back claimed notices that were not started (all of a holder, or some); return how many."""
    with engine.begin() as connection:
        return release_within(connection, holder, ids)


def release_within(connection: Connection, holder: str, ids: Sequence[int] | None = None) -> int:
    """Give back claimed notices within the caller's transaction."""
    this = [
        notices.c.lease_holder == holder,
        notices.c.state == NoticeState.CLAIMED.value,
        notices.c.started_at.is_(None),
        *([notices.c.id.in_(ids)] if ids is not None else []),
    ]
    back = {"state": NoticeState.PLANNED.value, **UNCLAIMED}
    return int(connection.execute(update(notices).where(*this).values(**back)).rowcount)
