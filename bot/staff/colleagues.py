"""The colleagues who may look things up: a userid of the company's directory, a role, a station. Who is not in the table has no rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.staff.quiz_answers import forget_answers_of
from bot.storage import JournalEntry, JournalKind, note
from bot.storage.tables import staff as table

# https://developer.work.weixin.qq.com/document/path/90195
USERID = r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}"
LONGEST_NAME = 64


class Role(str, Enum):
    """What a colleague may do."""

    MATCHMAKER = "matchmaker"
    EDITOR = "editor"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True)
class Colleague:
    """One colleague; ``station`` is where a matchmaker works."""

    userid: str
    name: str
    role: Role
    station: str | None


def replay_rights(connection: Connection, entries: Iterable[JournalEntry]) -> int:
    """Give colleagues the rights that the journal says last; return how many changed. Nobody comes back by it."""
    last = {entry.person: entry.detail.get("role") for entry in entries if entry.kind is JournalKind.COLLEAGUE}
    changed = 0
    for userid, role in last.items():
        now = {"is_active": False} if role is None else {"role": role}
        differs = table.c.is_active if role is None else table.c.role != role
        this = (table.c.userid == userid, differs)
        changed += int(connection.execute(update(table).where(*this).values(**now)).rowcount)
        if role is None:
            forget_answers_of(connection, userid)
    return changed


class Staff:
    """The colleagues of the installation. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, colleague: Colleague, at: datetime) -> None:
        """Add a colleague or change what is recorded; one who was removed is active again."""
        userid = colleague.userid.lower()
        values = {"name": colleague.name, "role": colleague.role.value, "station": colleague.station, "is_active": True}
        with self._engine.begin() as connection:
            _note(connection, userid, at, colleague.role)
            if not connection.execute(update(table).where(table.c.userid == userid).values(**values)).rowcount:
                connection.execute(insert(table).values(userid=userid, added_at=at, **values))

    def remove(self, userid: str, at: datetime) -> bool:
        """Take all rights from a colleague; tell whether there was one. The row stays for the records, what was answered in the quiz goes."""
        this = (table.c.userid == userid.lower(), table.c.is_active)
        with self._engine.begin() as connection:
            _note(connection, userid.lower(), at, None)
            forget_answers_of(connection, userid.lower())
            return bool(connection.execute(update(table).where(*this).values(is_active=False)).rowcount)

    def find(self, userid: str) -> Colleague | None:
        """Return an active colleague by userid, whatever its letters' case."""
        found = self._active(table.c.userid == userid.lower())
        return found[0] if found else None

    def name_of(self, userid: str) -> str | None:
        """Return the name of a colleague, also of one who was removed; None when there never was one."""
        with self._engine.connect() as connection:
            name: str | None = connection.execute(select(table.c.name).where(table.c.userid == userid)).scalar()
        return name

    def all(self) -> list[Colleague]:
        """Return all active colleagues."""
        return self._active()

    def _active(self, *conditions: Any) -> list[Colleague]:
        columns = (table.c.userid, table.c.name, table.c.role, table.c.station)
        query = select(*columns).where(table.c.is_active, *conditions)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.c.userid))
            return [Colleague(row.userid, row.name, Role(row.role), row.station) for row in rows]


def _note(connection: Connection, userid: str, at: datetime, role: Role | None) -> None:
    """Write down how the rights of a colleague stand; None: there are none any more."""
    detail = {"role": None if role is None else role.value}
    note(connection, JournalEntry(JournalKind.COLLEAGUE, at, userid, (), detail))
