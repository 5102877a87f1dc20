"""Who is signed in: a row for each, found by the digest of a random token, so that it can be ended at once. Each method is one short transaction."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.staff.colleagues import Colleague, Role
from bot.storage.tables import staff, staff_sessions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
TOKEN_BYTES = 32
LONGEST_TOKEN = 64
# Pages poll every few seconds: the moment is written only when it matters.
WRITTEN_EVERY = timedelta(minutes=1)


class SignInStage(str, Enum):
    """How far a sign-in has come."""

    # The password was right; the code of the second factor is awaited.
    CODE = "code"
    # The password was chosen by someone else and must be changed first.
    CHANGE = "change"
    OPEN = "open"


@dataclass(frozen=True)
class Session:
    """Someone who signed in, and how far."""

    id: str
    colleague: Colleague
    stage: SignInStage


def end_every_session(connection: Connection) -> int:
    """Sign everyone out, within the caller's transaction; return how many sessions there were."""
    return int(connection.execute(delete(staff_sessions)).rowcount)


class StaffSessions:
    """The sessions of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, userid: str, stage: SignInStage, at: datetime) -> str:
        """Return the token of a fresh session; only its digest is kept."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = {"id": _digest(token), "userid": userid, "stage": stage.value, "began_at": at, "seen_at": at}
        with self._engine.begin() as connection:
            connection.execute(insert(staff_sessions).values(**row))
        return token

    def find(self, token: str, at: datetime, *, by_itself: bool = False) -> Session | None:
        """Return whose token it is; None when it is unknown, idle or old, or its colleague was removed.

        Args:
            by_itself: the page asks, and nobody who sits before it.
        """
        if not 0 < len(token) <= LONGEST_TOKEN:
            return None
        key = _digest(token)
        columns = (staff_sessions.c.stage, staff_sessions.c.seen_at)
        whose = (staff.c.userid, staff.c.name, staff.c.role, staff.c.station)
        joined = staff_sessions.join(staff, staff.c.userid == staff_sessions.c.userid)
        alive = (staff_sessions.c.seen_at > at - IDLE, staff_sessions.c.began_at > at - LONGEST, staff.c.is_active)
        query = select(*columns, *whose).select_from(joined).where(staff_sessions.c.id == key, *alive)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if not by_itself and at - row.seen_at > WRITTEN_EVERY:
            with self._engine.begin() as connection:
                connection.execute(update(staff_sessions).where(staff_sessions.c.id == key).values(seen_at=at))
        return Session(key, Colleague(row.userid, row.name, Role(row.role), row.station), SignInStage(row.stage))

    def replace(self, session: Session, stage: SignInStage, at: datetime) -> str:
        """End a session and begin another for the same colleague: a token never outlives a change of rights."""
        self.end(session.id)
        return self.begin(session.colleague.userid, stage, at)

    def end(self, session: str) -> None:
        """End one session."""
        self._delete(staff_sessions.c.id == session)

    def end_all(self, userid: str) -> None:
        """End all sessions of a colleague."""
        self._delete(staff_sessions.c.userid == userid.lower())

    def forget_old(self, at: datetime) -> None:
        """Delete the sessions that open nothing any more."""
        self._delete(or_(staff_sessions.c.seen_at <= at - IDLE, staff_sessions.c.began_at <= at - LONGEST))

    def _delete(self, condition: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(staff_sessions).where(condition))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
