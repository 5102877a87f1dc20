"""The table by which the database is tried: whether it can be written just now."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from bot.storage.tables.base import Moment, metadata

write_probe = Table(
    "write_probe",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)
