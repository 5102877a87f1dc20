"""The ledger of what came in: one row a message or event, what became of it and why; never what it said. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection, Engine

from bot.storage import insert_new
from bot.storage.tables import received as table

# Kinds of things that nobody waits for an answer to.
UNASKED = ("cardtapped", "unfollowed", "consentchanged", "delivered", "noted", "unknown")


class ReceivedState(str, Enum):
    """What became of something that came in."""

    OPEN = "open"
    ANSWERED = "answered"
    MERGED = "merged"
    HELD = "held"
    FAILED = "failed"
    NOTED = "noted"


@dataclass(frozen=True)
class ReceivedKey:
    """The key of one row: the account and what tells a repeated delivery."""

    app: str
    key: str


def record(connection: Connection, entry: ReceivedKey, conversation: str, kind: str, at: datetime) -> bool:
    """Record something that came in, within the caller's transaction; False when it is there already."""
    row = {"app": entry.app, "key": entry.key, "conversation": conversation, "kind": kind, "received_at": at}
    return insert_new(connection, table, {**row, "state": ReceivedState.OPEN.value})


class ReceivedLedger:
    """The rows of all accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def settle(self, entries: Sequence[ReceivedKey], state: ReceivedState, reason: str | None, at: datetime) -> None:
        """Say what became of entries."""
        change = {"state": state.value, "reason": reason, "settled_at": at}
        with self._engine.begin() as connection:
            for entry in entries:
                this = (table.c.app == entry.app, table.c.key == entry.key)
                connection.execute(update(table).where(*this).values(**change))

    def abandoned(self, app: str, before: datetime, at: datetime) -> list[tuple[ReceivedKey, str]]:
        """Take the entries whose process died before it answered, each once; return those that someone waits for, with their conversations."""
        this = (table.c.app == app, table.c.state == ReceivedState.OPEN.value, table.c.received_at < before)
        change = {"state": ReceivedState.FAILED.value, "reason": "process_died", "settled_at": at}
        found = []
        with self._engine.begin() as connection:
            for row in connection.execute(select(table.c.key, table.c.conversation, table.c.kind).where(*this)).all():
                taken = update(table).where(*this, table.c.key == row.key).values(**change)
                if connection.execute(taken).rowcount and row.kind not in UNASKED:
                    found.append((ReceivedKey(app, row.key), row.conversation))
        return found

    def counts(self) -> dict[tuple[str, str | None], int]:
        """Return how many entries are in which state for which reason."""
        query = select(table.c.state, table.c.reason, func.count()).group_by(table.c.state, table.c.reason)
        with self._engine.connect() as connection:
            return {(state, reason): count for state, reason, count in connection.execute(query)}

    def forget_before(self, moment: datetime) -> int:
        """Delete entries from before a moment; return how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(table.c.received_at < moment)).rowcount)
