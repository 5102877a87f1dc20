"""Writes down whom a run will tell: one row in the ledger for each person, before anything is sent. Planning again adds only who is new."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.engine import Connection, Engine

from bot.clock import SHANGHAI
from bot.eligibility import Status
from bot.outreach.audience.audience import PERSON_COLUMNS, RunAudience, fitting, not_told_yet, still_fits, stream
from bot.outreach.audience.routes import Routes, agreed, reachable
from bot.outreach.ledger.record import pause_within
from bot.outreach.ledger.told import honour_carried
from bot.outreach.runs.runs import OUTBOX, Run
from bot.outreach.runs.states import NoticeKind, NoticeState
from bot.storage import insert_for
from bot.storage.tables import campaign_runs, notices, people

KEY_LENGTH = 32
PAGE = 1_000
MANY = 1_000
BEYOND = "要发的人比批准时多：彩排 {audience} 人，最多 {ceiling} 人；请再彩排、批准一次"
NO_LONGER_AGREED = "no_consent"
NO_LONGER_FITS = "no_longer_fits"


@dataclass(frozen=True)
class Planned:
    """What planning did: rows added, rows that wait again, rows that are held back now; ``is_beyond``: more people than approved."""

    added: int
    revived: int
    suppressed: int
    is_beyond: bool = False


def key_of(person: str, policy: str, version: str, kind: NoticeKind) -> str:
    """Return the key that platforms see of a notice: the same for the same notice, also after a restored backup.

    >>> key_of("p1", "a", "1", NoticeKind.NOTICE) == key_of("p1", "a", "1", NoticeKind.NOTICE)
    True
    """
    named = "\n".join((person, policy, version, kind.value))
    return hashlib.sha256(named.encode()).hexdigest()[:KEY_LENGTH]


def last_moment(audience: RunAudience) -> datetime:
    """Return when notices of a campaign must not be sent any more: after its last day, or the policy's."""
    end = audience.kb.policy(audience.campaign.policy).validity.end
    last = audience.campaign.not_after if end is None else min(end, audience.campaign.not_after)
    return datetime.combine(last + timedelta(days=1), time(), SHANGHAI)


def plan(engine: Engine, run: Run, audience: RunAudience, routes: Routes, at: datetime) -> Planned:
    """Plan a notice for everyone who fits, agreed, can be reached and was not told; hold back what no longer may go."""
    with engine.begin() as connection:
        # Whoever came back after a restored backup may have been told, or want nothing.
        honour_carried(connection)
    suppressed = _suppress(engine, run, audience, routes, at)
    revived = _revive(engine, run, audience, routes, at)
    query = select(*PERSON_COLUMNS).where(fitting(audience), not_told_yet(audience), reachable(routes, people.c.id, at))
    added, room, alike, status_of = 0, _room(engine, run), _alike(run, audience, at), audience.statuses()
    for chunk in stream(engine, query):
        judged = [(person.id, status_of(person)) for person in chunk]
        rows = [_row(run, person, status, alike) for person, status in judged if audience.fits(status)]
        if room is not None and added + len(rows) > room:
            _pause_beyond(engine, run, at)
            return Planned(added, revived, suppressed, is_beyond=True)
        added += _insert(engine, rows)
    with engine.begin() as connection:
        connection.execute(update(campaign_runs).where(campaign_runs.c.id == run.id).values(planned_at=at))
        if added >= MANY and connection.dialect.name == "postgresql":
            # Without it, the first claims are planned for a ledger that is still small.
            connection.execute(text("ANALYZE notices"))
    return Planned(added, revived, suppressed)


def insert_once(connection: Connection, rows: Sequence[dict[str, Any]]) -> int:
    """Insert notices that the ledger does not hold yet, within the caller's transaction; return how many were new."""
    statement = insert_for(connection, notices).on_conflict_do_nothing()
    # PostgreSQL's driver sends so many rows at once, and counts only the last such page.
    pages = (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
    added = sum(connection.execute(statement, page).rowcount for page in pages)
    return int(added)


def _room(engine: Engine, run: Run) -> int | None:
    """Return how many more people may be told by what was approved; None without a ceiling, below 0 when they are too many already."""
    if run.ceiling is None or run.approved_at is None:
        return None
    waits = notices.c.state.in_([NoticeState.PLANNED.value, NoticeState.CLAIMED.value, NoticeState.FAILED.value])
    told = notices.c.started_at >= run.approved_at
    query = select(func.count()).where(notices.c.run == run.id, notices.c.kind == run.kind.value, or_(waits, told))
    with engine.connect() as connection:
        return run.ceiling - int(connection.execute(query).scalar_one())


def _pause_beyond(engine: Engine, run: Run, at: datetime) -> None:
    with engine.begin() as connection:
        pause_within(connection, run.id, OUTBOX, BEYOND.format(audience=run.audience, ceiling=run.ceiling), at)


def _alike(run: Run, audience: RunAudience, at: datetime) -> dict[str, Any]:
    """Return what all rows of a run have alike."""
    return {
        "run": run.id,
        "campaign": run.campaign,
        "policy": run.policy,
        "version": run.version,
        "kind": run.kind.value,
        "state": NoticeState.PLANNED.value,
        "attempts": 0,
        "not_after": last_moment(audience),
        "planned_at": at,
    }


def _row(run: Run, person: str, status: Status, alike: Mapping[str, Any]) -> dict[str, Any]:
    key = key_of(person, run.policy, run.version, run.kind)
    return {**alike, "person": person, "verdict": status.value, "key": key}


def _insert(engine: Engine, rows: Sequence[dict[str, Any]]) -> int:
    if not rows:
        return 0
    with engine.begin() as connection:
        return insert_once(connection, rows)


def _suppress(engine: Engine, run: Run, audience: RunAudience, routes: Routes, at: datetime) -> int:
    """Hold back planned notices to those who took their consent back or to whom the rule fits no more."""
    planned = (notices.c.run == run.id, notices.c.kind == run.kind.value, notices.c.state == NoticeState.PLANNED.value)
    person = notices.c.person
    reasons = ((NO_LONGER_AGREED, ~agreed(routes, person, at)), (NO_LONGER_FITS, ~still_fits(audience, person)))
    count = 0
    with engine.begin() as connection:
        for reason, condition in reasons:
            change = update(notices).where(*planned, condition)
            held = change.values(state=NoticeState.SUPPRESSED.value, reason=reason)
            count += int(connection.execute(held).rowcount)
    return count


def _revive(engine: Engine, run: Run, audience: RunAudience, routes: Routes, at: datetime) -> int:
    """Let those wait again who were held back, never sent to, and may be told after all."""
    person = notices.c.person
    held = (
        notices.c.run == run.id,
        notices.c.kind == run.kind.value,
        notices.c.state == NoticeState.SUPPRESSED.value,
        reachable(routes, person, at),
        still_fits(audience, person),
    )
    again = update(notices).where(*held).values(state=NoticeState.PLANNED.value, reason=None, started_at=None)
    with engine.begin() as connection:
        return int(connection.execute(again).rowcount)
