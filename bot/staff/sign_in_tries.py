"""Tries to sign in, reserved before a password is compared: by account and place, so that a guesser waits and nobody else does."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from bot.storage import alone, put
from bot.storage.tables import sign_in_tries as table

# After so many wrong tries in a row from one place there is a wait; each further one doubles it.
TRIES = 5
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=8)
# Whoever tried long ago begins anew.
FORGOTTEN_AFTER = timedelta(days=1)


class SignInTries:
    """The tries of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reserve(self, userid: str, place: str, at: datetime) -> bool:
        """Count a try that is about to be made; False when this place has to wait. Of many at once only the first few are made."""
        with alone(self._engine, f"sign-in {userid}") as connection:
            query = select(table).where(table.c.userid == userid, table.c.place == place)
            row = connection.execute(query).first()
            if row is not None and row.waits_until is not None and row.waits_until > at:
                return False
            is_old = row is None or row.tried_at < at - FORGOTTEN_AFTER
            failures = 1 if row is None or is_old else row.failures + 1
            values = {"failures": failures, "tried_at": at, "waits_until": _wait_after(failures, at)}
            put(connection, table, {"userid": userid, "place": place}, values)
        return True

    def forgive(self, userid: str, place: str | None = None) -> None:
        """Forget the tries from a place, or from all."""
        conditions = [table.c.userid == userid, *([] if place is None else [table.c.place == place])]
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(*conditions))

    def waiting(self, at: datetime) -> set[str]:
        """Return the accounts for which some place has to wait."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(table.c.userid).where(table.c.waits_until > at)).scalars())


def _wait_after(failures: int, at: datetime) -> datetime | None:
    if failures < TRIES:
        return None
    doubled = FIRST_WAIT * int(2 ** min(failures - TRIES, 10))
    return at + min(doubled, LONGEST_WAIT)
