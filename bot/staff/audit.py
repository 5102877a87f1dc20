"""The log of what colleagues did: rows are added and read, the database refuses anything else, and each is linked to the one before.

Ids only, never what people wrote; the one text in it is a colleague's reason for a switch, which the switch itself forgets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection, Engine

from bot.staff.audit_chain import BEGINNING, link_of
from bot.storage import alone
from bot.storage.tables import audit_log as table

PAGE = 50
SUBJECT = "audit log"


@dataclass(frozen=True)
class AuditEntry:
    """One thing done; ``source``, of a sign-in: the address it came from."""

    id: int
    at: datetime
    who: str
    act: str
    about: str | None
    detail: Mapping[str, Any] | None
    source: str | None = None
    link: str | None = None


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

    def write(
        self, who: str, act: str, about: str | None, at: datetime, *, source: str | None = None, **detail: Any
    ) -> None:
        """Add an entry.

        Args:
            who: a userid, or ``system``.
            act: what was done, as noun.verb: ``referral.closed``.
            about: what it was done to, as kind:id.
            source: from where, for sign-ins.
            detail: further ids and numbers, and the reason of a switch.
        """
        # One after the other: each is linked to the one before.
        with alone(self._engine, SUBJECT) as connection:
            write_within(connection, who, act, about, at, source=source, **detail)

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


def write_within(
    connection: Connection,
    who: str,
    act: str,
    about: str | None,
    at: datetime,
    *,
    source: str | None = None,
    **detail: Any,
) -> None:
    """Add an entry within the caller's transaction, in which nobody else writes into the log."""
    kept = json.loads(json.dumps(detail)) if detail else None
    row = {"id": _next_id(connection), "at": at, "who": who, "act": act, "about": about, "detail": kept}
    row |= {"source": None if source is None else source[:64]}
    connection.execute(insert(table).values(**row, link=link_of(_last_link(connection), row)))


def _next_id(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        # Of the server's own count, which a process of an older version uses, too.
        return int(connection.execute(text("SELECT nextval(pg_get_serial_sequence('audit_log', 'id'))")).scalar_one())
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


def _last_link(connection: Connection) -> str:
    query = select(table.c.link).order_by(table.c.id.desc()).limit(1)
    last = connection.execute(query).scalar()
    if last is not None:
        return str(last)
    # Rows of before there were links: they are linked now, once, by the first row after them.
    link = BEGINNING
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        link = link_of(link, row)
    return link
