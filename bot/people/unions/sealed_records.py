"""Sealing anew the names and phones in the records that were kept when two became one. May be broken off and begun again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.people.sealer import Sealer
from bot.people.unions.union import SUBJECT
from bot.storage import alone
from bot.storage.tables import merges

SIDES = ("kept", "gone")
SEALED = ("name_sealed", "phone_sealed")


def reseal_records(engine: Engine, sealer: Sealer) -> int:
    """Seal anew what the previous key sealed in records of before a union; return how many values.

    Raises:
        SettingsError: neither key opens one of them.
    """
    done = 0
    with engine.connect() as connection:
        ids = list(connection.execute(select(merges.c.id).where(merges.c.split_at.is_(None))).scalars())
    for id in ids:
        with alone(engine, SUBJECT) as connection:
            before = connection.execute(select(merges.c.before).where(merges.c.id == id)).scalar()
            fresh, count = _resealed(before or {}, sealer)
            if count:
                connection.execute(update(merges).where(merges.c.id == id).values(before=fresh))
            done += count
    return done


def _resealed(before: Mapping[str, Any], sealer: Sealer) -> tuple[dict[str, Any], int]:
    fresh, count = dict(before), 0
    for side in SIDES:
        record = dict(before.get(side) or {})
        for name in SEALED:
            sealed = sealer.resealed(record[name]) if record.get(name) else None
            if sealed is not None:
                record[name], count = sealed, count + 1
        if record:
            fresh[side] = record
    return fresh, count
