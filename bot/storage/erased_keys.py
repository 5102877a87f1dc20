"""Conversations that were erased, as digests that name nobody: what was signed for one before opens nothing any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Engine

from bot.storage.tables import erased_keys as table
from bot.storage.upserts import put

# Longer than any cookie or link of a page lasts.
REMEMBERED_FOR = timedelta(days=1)


def remember_erased(connection: Connection, conversations: Iterable[str], at: datetime) -> None:
    """Note that conversations were erased, within the caller's transaction."""
    for conversation in conversations:
        put(connection, table, {"digest": _digest(conversation)}, {"erased_at": at})


def was_erased_since(engine: Engine, conversation: str, moment: datetime) -> bool:
    """Tell whether a conversation was erased after a moment, or within the same second."""
    query = select(table.c.erased_at).where(table.c.digest == _digest(conversation))
    with engine.connect() as connection:
        erased_at: datetime | None = connection.execute(query).scalar()
    return erased_at is not None and erased_at >= moment.replace(microsecond=0)


def forget_erased(connection: Connection, before: datetime) -> int:
    """Delete the digests of what was erased before a moment; return how many."""
    return int(connection.execute(delete(table).where(table.c.erased_at < before)).rowcount)


def _digest(conversation: str) -> str:
    return hashlib.sha256(f"leye erased {conversation}".encode()).hexdigest()
