"""The log of what colleagues did: rows are added and read, and the database refuses anything else.

Ids only, never what people wrote; the one text in it is a colleague's reason for a switch, which the switch itself forgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.storage.tables import audit_log as table

PAGE = 50


@dataclass(frozen=True)
class AuditEntry:
    """One thing done."""

    id: int
    at: datetime
    who: str
    act: str
    about: str | None
    detail: Mapping[str, Any] | None


@dataclass(frozen=True)
class Wanted:
    """What to read: all that is given must hold; ``before`` is the id of the last entry already shown."""

    who: str | None = None
    act: str | None = None
    about: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    most: int = field(default=PAGE)


class AuditLog:
    """The log of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, who: str, act: str, about: str | None, at: datetime, **detail: Any) -> None:
        """Add an entry.

        Args:
            who: a userid, or ``system``.
            act: what was done, as noun.verb: ``referral.closed``.
            about: what it was done to, as kind:id.
            detail: further ids and numbers, and the reason of a switch.
        """
        row = {"at": at, "who": who, "act": act, "about": about, "detail": detail or None}
        with self._engine.begin() as connection:
            connection.execute(insert(table).values(**row))

    def read(self, wanted: Wanted) -> list[AuditEntry]:
        """Return the newest entries that were asked for."""
        conditions: list[Any] = []
        for value, condition in (
            (wanted.who, table.c.who.__eq__),
            (wanted.act, lambda act: table.c.act.startswith(act, autoescape=True)),
            (wanted.about, table.c.about.__eq__),
            (wanted.since, table.c.at.__ge__),
            (wanted.until, table.c.at.__lt__),
            (wanted.before, table.c.id.__lt__),
        ):
            conditions += [] if value is None else [condition(value)]
        query = select(table).where(*conditions).order_by(table.c.id.desc()).limit(wanted.most)
        with self._engine.connect() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]
