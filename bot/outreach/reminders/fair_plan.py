"""Writes down what is to be told of fairs: one row in the ledger for each reminder, and one for each change. Planning again adds what is new."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, literal, or_, update
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.jobs.fairs import ABOUT, FairReminder, FairReminders, begins_at, is_wanted, moved
from bot.outreach.audience.exists import there_is
from bot.outreach.context import day_of
from bot.outreach.ledger.plan import NO_LONGER_AGREED, insert_once, key_of
from bot.outreach.runs import NoticeKind, NoticeState, Run
from bot.storage.tables import fair_reminders, notices

KIND = NoticeKind.FAIR_REMINDER


def is_asked_for(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the reminder of a row of the ledger still stands, by the column of its person."""
    row = person.table
    return is_wanted(person, row.c.policy, row.c.version)


def plan_reminders(engine: Engine, run: Run, at: datetime) -> int:
    """Plan what is not in the ledger yet, and hold back what nobody wants any more; return how many are new."""
    kept = FairReminders(engine)
    for told, fair in kept.out_of_date():
        kept.tell_change(moved(told, fair, at))
    rows = [row for each in kept.matching(_is_unplanned(at)) for row in _rows(run, each, at)]
    planned = (notices.c.run == run.id, notices.c.state == NoticeState.PLANNED.value)
    with engine.begin() as connection:
        held = update(notices).where(*planned, ~is_asked_for(notices.c.person))
        connection.execute(held.values(state=NoticeState.SUPPRESSED.value, reason=NO_LONGER_AGREED))
        return insert_once(connection, rows) if rows else 0


def _is_unplanned(at: datetime) -> ColumnElement[bool]:
    """Return the condition over reminders that the ledger lacks what is to be told."""
    kept = fair_reminders.c
    due = and_(kept.remind_at.is_not(None), ~_is_in_ledger(kept.due_version))
    change = and_(kept.change_version.is_not(None), ~_is_in_ledger(kept.change_version))
    return and_(kept.held_on >= day_of(at), or_(due, change))


def _is_in_ledger(version: ColumnElement[Any]) -> ColumnElement[bool]:
    about = literal(ABOUT) + cast(fair_reminders.c.fair, String)
    this = (notices.c.policy == about, notices.c.version == version, notices.c.kind == KIND.value)
    return there_is(notices, and_(notices.c.person == fair_reminders.c.person, *this), fair_reminders)


def _rows(run: Run, asked: FairReminder, at: datetime) -> list[dict[str, Any]]:
    versions = [] if asked.remind_at is None else [(asked.due_version, asked.remind_at)]
    versions += [] if asked.change_version is None else [(asked.change_version, at)]
    about = f"{ABOUT}{asked.fair}"
    return [
        {
            "run": run.id,
            "campaign": run.campaign,
            "person": asked.person,
            "policy": about,
            "version": version,
            "kind": KIND.value,
            "verdict": "",
            "key": key_of(asked.person, about, version, KIND),
            "state": NoticeState.PLANNED.value,
            "attempts": 0,
            "not_before": not_before,
            "not_after": begins_at(asked.held_on, asked.begins),
            "planned_at": at,
        }
        for version, not_before in versions
    ]
