"""Everything that is held of a person, for the person (个人信息保护法第四十五条: the right to see and copy it)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.people.held import Holding, holdings, subject_of
from bot.people.sealer import Sealer

SEALED = {"name_sealed": "name", "phone_sealed": "phone"}
LOCKED = "（已加密，没有密钥打不开）"


def export_person(engine: Engine, person: str, sealer: Sealer | None = None) -> dict[str, Any]:
    """Return everything held of a person: rows by table, moments in ISO form, ready for JSON.

    Args:
        sealer: opens name and phone; without it they are told to be locked.

    Raises:
        SituationError: nobody has this id.
        SettingsError: the sealer has another key.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    with engine.connect() as connection:
        subject = subject_of(connection, person)
        for holding in reversed(holdings()):
            keys = subject.keys(holding.by)
            if not keys:
                continue
            query = select(holding.table).where(holding.column.in_(keys))
            rows = [_readable(dict(row), sealer) for row in connection.execute(query).mappings()]
            _collect(found, holding, rows)
    return {"person": subject.person, **found}


def _collect(found: dict[str, list[dict[str, Any]]], holding: Holding, rows: list[dict[str, Any]]) -> None:
    """Add the rows of a table; one that names both person and conversation is told once."""
    kept = found.setdefault(holding.table.name, [])
    kept += [row for row in rows if row not in kept]


def _readable(row: dict[str, Any], sealer: Sealer | None) -> dict[str, Any]:
    """Return a row with what is sealed in it, also within its documents, opened."""
    for sealed, plain in SEALED.items():
        if sealed in row:
            text = row.pop(sealed)
            row[plain] = None if text is None else (sealer.open(text) if sealer else LOCKED)
    return {
        column: _readable(value, sealer) if isinstance(value, dict) else _plain(value) for column, value in row.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    # What a table keeps in types of its own is told as it is written.
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))
