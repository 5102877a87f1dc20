"""Asks those who were told, some days later, whether they applied; once, and nobody who has answered already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.outreach.audience.routes import Routes, reachable
from bot.outreach.ledger.plan import insert_once, key_of
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import TOLD, NoticeKind, NoticeState
from bot.storage.tables import notices

CHUNK = 1_000
TOLD_FOR_SURE = tuple(state.value for state in TOLD if state is not NoticeState.UNKNOWN)


def plan_follow_ups(engine: Engine, run: Run, routes: Routes, at: datetime) -> int:
    """Plan the question for every notice of a run that is due and unanswered, to whoever can be asked; return how many."""
    added = 0
    while chunk := _due(engine, run, routes, at):
        with engine.begin() as connection:
            added += insert_once(connection, [_row(run, told, at) for told in chunk])
            # Asked or not, it is settled: the row of the follow-up is in the ledger now.
            asked = update(notices).where(notices.c.id.in_([told.id for told in chunk]))
            connection.execute(asked.values(follow_up_at=None))
    return added


def _due(engine: Engine, run: Run, routes: Routes, at: datetime) -> Sequence[Any]:
    told = (
        notices.c.run == run.id,
        notices.c.state.in_(TOLD_FOR_SURE),
        notices.c.kind != NoticeKind.FOLLOW_UP.value,
        notices.c.follow_up_at <= at,
        notices.c.answer.is_(None),
        notices.c.not_after > at,
        reachable(routes, notices.c.person, at),
    )
    query = select(notices.c.id, notices.c.person, notices.c.verdict, notices.c.not_after).where(*told)
    with engine.connect() as connection:
        return list(connection.execute(query.order_by(notices.c.id).limit(CHUNK)))


def _row(run: Run, told: Any, at: datetime) -> dict[str, Any]:
    return {
        "run": run.id,
        "campaign": run.campaign,
        "person": told.person,
        "policy": run.policy,
        "version": run.version,
        "kind": NoticeKind.FOLLOW_UP.value,
        "verdict": told.verdict,
        "key": key_of(told.person, run.policy, run.version, NoticeKind.FOLLOW_UP),
        "state": NoticeState.PLANNED.value,
        "attempts": 0,
        "not_after": told.not_after,
        "planned_at": at,
        "follow_up_of": told.id,
    }
