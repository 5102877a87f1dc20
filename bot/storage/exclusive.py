"""Transactions that read, decide and write with nobody in between, on SQLite and PostgreSQL. For imports and stated facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine


@contextmanager
def alone(engine: Engine, subject: str) -> Iterator[Connection]:
    """Give a connection in a transaction that waits for every other one with the same subject; commit at the end.

    Args:
        engine: SQLite has one writer anyway, so there the subject does not matter.
        subject: what the transaction is about, e.g. an import of one list.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # The driver would begin only at the first write, after the reads on which it depends.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            digest = hashlib.blake2b(f"leye people {subject}".encode(), digest_size=8).digest()
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            connection.execute(lock, {"key": int.from_bytes(digest, "big", signed=True)})
        yield connection
