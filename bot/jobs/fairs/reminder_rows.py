"""Reminders as rows of their table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.jobs.fairs.reminder import FairReminder
from bot.storage.tables import fair_reminders as table


def row_of(kept: FairReminder) -> dict[str, Any]:
    """Return a reminder as the columns of its row."""
    return {**vars(kept), "due_version": kept.due_version, "change_version": kept.change_version}


def reminder_of(row: Any) -> FairReminder:
    """Return the reminder of a row."""
    return FairReminder(**{name: row[name] for name in FairReminder.__dataclass_fields__})


def rewrite(connection: Connection, told: FairReminder) -> None:
    """Keep a fair as its person is told of it from now on, unless they asked anew meanwhile and heard of it as it is."""
    this = (table.c.person == told.person, table.c.fair == told.fair, table.c.asked_at == told.asked_at)
    connection.execute(update(table).where(*this).values(**row_of(told)))


def cancel(connection: Connection, fair: int) -> None:
    """Let those who asked for a fair be told that it does not take place; its number may be given again at once."""
    for row in connection.execute(select(table).where(table.c.fair == fair, ~table.c.is_gone)).mappings().all():
        kept = reminder_of(row)
        rewrite(connection, replace(kept, changes=kept.changes + 1, is_gone=True, remind_at=None))
