"""The tables of upkeep: whether the database can be written just now, what was erased, and what a restored backup could not place."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from bot.storage.tables.base import Document, Moment, metadata

write_probe = Table(
    "write_probe",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

# The last moment at which the clock was believed, in its one row.
clock_marks = Table(
    "clock_marks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

# Digests of conversations that were erased lately: nothing that names anyone.
erased_keys = Table(
    "erased_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("erased_at", Moment, nullable=False),
    Index("ix_erased_keys_erased_at", "erased_at"),
)

# The last run of each job that forgets what need not be kept.
retention_runs = Table(
    "retention_runs",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("ran_at", Moment, nullable=True),
    Column("count", Integer, nullable=False),
    Column("failed_at", Moment, nullable=True),
)

# Promises to people whom a restored backup does not know: kept for when they come back by the same conversation.
carried_promises = Table(
    "carried_promises",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Document, nullable=False),
    Index("ix_carried_promises_conversation", "conversation"),
    Index("ix_carried_promises_at", "at"),
)
