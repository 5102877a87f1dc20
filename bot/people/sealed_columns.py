"""Sealing anew what the previous key sealed, a few rows at a time, while everyone works on. May be broken off and begun again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Engine

from bot.people.sealer import Sealer

PAGE = 500


def reseal_column(engine: Engine, sealer: Sealer, table: Table, name: str) -> int:
    """Seal anew what the previous key sealed in a column; return how many values.

    Raises:
        SettingsError: neither key opens one of them.
    """
    column, after, done = table.c[name], None, 0
    while True:
        rows = _page(engine, table, name, after)
        if not rows:
            return done
        after = rows[-1].id
        fresh = [(row, sealer.resealed(row[1])) for row in rows]
        with engine.begin() as connection:
            for row, sealed in fresh:
                if sealed is not None:
                    # Whoever changed it meanwhile sealed it with the key of today.
                    this = (table.c.id == row.id, column == row[1])
                    done += connection.execute(table.update().where(*this).values({name: sealed})).rowcount


def _page(engine: Engine, table: Table, name: str, after: object) -> Sequence[Any]:
    query = select(table.c.id, table.c[name]).where(table.c[name].is_not(None)).order_by(table.c.id).limit(PAGE)
    with engine.connect() as connection:
        return list(connection.execute(query if after is None else query.where(table.c.id > after)))
