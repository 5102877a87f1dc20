"""Inserting what may be there already, in one statement, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is taken; tell whether it was inserted."""
    return bool(connection.execute(insert_for(connection, table).values(**row).on_conflict_do_nothing()).rowcount)


def put(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row, or give the one with this key these values."""
    statement = insert_for(connection, table).values(**key, **values)
    columns: Sequence[str] = list(key)
    connection.execute(statement.on_conflict_do_update(index_elements=columns, set_=dict(values)))


def insert_for(connection: Connection, table: Table) -> Any:
    """Return an INSERT of this database that can say what happens on a conflict."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
