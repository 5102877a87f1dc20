"""Promises to people whom a restored backup does not know: kept by conversation until whoever has it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.storage.journal import JournalEntry, JournalKind
from bot.storage.tables import carried_promises as table
from bot.storage.tables import channel_identities

CARRIED = (JournalKind.WITHDRAWN, JournalKind.TOLD)


def carry(connection: Connection, entries: Iterable[JournalEntry]) -> int:
    """Keep what concerns conversations that nobody has; return how many promises. An erasure ends what came before it."""
    known = set(connection.execute(select(channel_identities.c.conversation)).scalars())
    rows: dict[str, list[dict[str, object]]] = {}
    for entry in entries:
        for conversation in (each for each in entry.conversations if each not in known):
            if entry.kind is JournalKind.ERASED:
                rows.pop(conversation, None)
            if entry.kind in CARRIED:
                row = {"conversation": conversation, "kind": entry.kind.value, "at": entry.at}
                rows.setdefault(conversation, []).append({**row, "detail": dict(entry.detail)})
    found = [row for each in rows.values() for row in each]
    if found:
        connection.execute(insert(table), found)
    return len(found)


def carried(connection: Connection) -> Sequence[JournalEntry]:
    """Return the kept promises to people who came back, each with the person as it is known now."""
    joined = table.join(channel_identities, channel_identities.c.conversation == table.c.conversation)
    columns = (table.c.kind, table.c.at, table.c.detail, table.c.conversation, channel_identities.c.person)
    return [
        JournalEntry(JournalKind(row.kind), row.at, row.person, (row.conversation,), row.detail)
        for row in connection.execute(select(*columns).select_from(joined).order_by(table.c.id))
    ]


def forget_carried(connection: Connection, before: datetime) -> int:
    """Delete what was promised before a moment; return how many."""
    return int(connection.execute(delete(table).where(table.c.at < before)).rowcount)
