"""Accounts of colleagues: the password, wrong tries and the lock that follows, the second factor. Each method is one short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.staff.colleagues import Colleague, Staff
from bot.staff.passwords import fresh_password, hash_password, is_outdated, is_password, require_strong
from bot.staff.second_factor import SecondFactor
from bot.staff.sign_in_tries import SignInTries
from bot.storage import put
from bot.storage.tables import staff_accounts as table

# Where a try comes from when nobody says.
HERE = ""


@dataclass(frozen=True)
class PasswordAccepted:
    """Someone whose password was right.

    Args:
        must_change: someone else chose the password.
        needs_code: a second factor is on.
    """

    colleague: Colleague
    must_change: bool
    needs_code: bool


class Accounts:
    """The accounts of the installation.

    Args:
        secret: the installation's, under which second factors are sealed.
        previous: the one of before, which still opens them.
    """

    def __init__(self, engine: Engine, secret: str, previous: str | None = None) -> None:
        self._engine = engine
        self._staff = Staff(engine)
        self._factor = SecondFactor(secret, previous)
        self._tries = SignInTries(engine)
        self._nobody = _password_of_nobody()

    def reset(self, userid: str, at: datetime) -> str:
        """Give a colleague a fresh password for one sign-in and take away any lock; return the password, which is shown once.

        Raises:
            SituationError: there is no such colleague.
        """
        colleague = self._known(userid)
        password = fresh_password()
        values = {
            "password_hash": hash_password(password),
            "must_change": True,
            "password_set_at": at,
        }
        with self._engine.begin() as connection:
            put(connection, table, {"userid": colleague.userid}, values)
        self._tries.forgive(colleague.userid)
        return password

    def open(self, userid: str, password: str, at: datetime, place: str = HERE) -> PasswordAccepted | None:
        """Return whose password it is; None when there is no such account, the password is wrong, or its place has to wait.

        Args:
            place: the device or address that the try comes from.
        """
        colleague = self._staff.find(userid)
        row = None if colleague is None else self._row(colleague.userid)
        may_try = row is not None and self._tries.reserve(row.userid, place, at)
        # Whoever has to wait, or does not exist, is refused after as long a time.
        is_right = is_password(row.password_hash if row is not None and may_try else self._nobody, password)
        if colleague is None or row is None or not may_try or not is_right:
            return None
        if row.totp_sealed is None:
            self._tries.forgive(row.userid, place)
        if is_outdated(row.password_hash):
            self._change(colleague.userid, password_hash=hash_password(password))
        return PasswordAccepted(colleague, row.must_change, row.totp_sealed is not None)

    def change(self, userid: str, current: str, chosen: str, at: datetime) -> None:
        """Change a colleague's own password.

        Raises:
            SituationError: the current one is wrong, or the chosen one too weak or the same.
        """
        if self.open(userid, current, at) is None:
            raise SituationError("现在的密码不对，或者试得太多。请再核对一下。")
        require_strong(chosen, userid)
        if chosen == current:
            raise SituationError("新密码和现在的一样。请换一个。")
        self._change(userid, password_hash=hash_password(chosen), must_change=False, password_set_at=at)

    def unlock(self, userid: str) -> None:
        """Let someone try again at once; raises SituationError when there is no such colleague."""
        self._tries.forgive(self._known(userid).userid)

    def turn_on_factor(self, userid: str, key: str, code: str, at: datetime) -> None:
        """Switch the second factor on; ``code`` proves that the phone has the key.

        Raises:
            SituationError: the code is not the one of this minute.
        """
        step = self._factor.step_of(key, code, at)
        if step is None:
            raise SituationError("这6位数字不对。请看手机上现在显示的那一组，再输一次。")
        self._change(userid, totp_sealed=self._factor.seal(key), totp_step=step)

    def turn_off_factor(self, userid: str) -> None:
        """Switch the second factor off, for a colleague whose phone is gone; raises SituationError for a stranger."""
        self._change(self._known(userid).userid, totp_sealed=None, totp_step=None)

    def is_known(self, userid: str) -> bool:
        """Tell whether there is such an account."""
        return self._row(userid) is not None

    def must_change(self, userid: str) -> bool:
        """Tell whether the password was chosen by someone else."""
        row = self._row(userid)
        return row is not None and bool(row.must_change)

    def has_factor(self, userid: str) -> bool:
        """Tell whether a second factor is on."""
        row = self._row(userid)
        return row is not None and row.totp_sealed is not None

    def takes_code(self, userid: str, code: str, at: datetime, place: str = HERE) -> bool:
        """Tell whether a code is right, not used before and its place need not wait; a wrong one counts like a wrong password."""
        row = self._row(userid)
        if row is None or row.totp_sealed is None or not self._tries.reserve(userid, place, at):
            return False
        step = self._factor.step_of(self._factor.open(row.totp_sealed), code, at)
        if step is None:
            return False
        unused = (table.c.userid == userid, table.c.totp_step < step)
        with self._engine.begin() as connection:
            is_fresh = bool(connection.execute(update(table).where(*unused).values(totp_step=step)).rowcount)
        if is_fresh:
            self._tries.forgive(userid, place)
        return is_fresh

    def reseal(self) -> int:
        """Seal the second factors anew that are sealed under the previous secret; return how many. May be broken off and begun again."""
        with self._engine.connect() as connection:
            query = select(table.c.userid, table.c.totp_sealed).where(table.c.totp_sealed.is_not(None))
            rows = connection.execute(query).all()
        done = 0
        for row in rows:
            fresh = self._factor.resealed(row.totp_sealed)
            if fresh is not None:
                # Whoever changed it meanwhile did so under the secret of today.
                this = (table.c.userid == row.userid, table.c.totp_sealed == row.totp_sealed)
                with self._engine.begin() as connection:
                    done += connection.execute(update(table).where(*this).values(totp_sealed=fresh)).rowcount
        return done

    def locked(self, at: datetime) -> set[str]:
        """Return the colleagues for whom some device or address has to wait."""
        return self._tries.waiting(at)

    def _known(self, userid: str) -> Colleague:
        colleague = self._staff.find(userid)
        if colleague is None:
            raise SituationError(f"没有 {userid} 这位同事，或者已经取消了。用 leye staff list 看有谁。")
        return colleague

    def _row(self, userid: str) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(select(table).where(table.c.userid == userid)).first()

    def _change(self, userid: str, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.userid == userid).values(**values))


@cache
def _password_of_nobody() -> str:
    """Return a password nobody has, made once: whoever does not exist takes as long to refuse as whoever does."""
    return hash_password(fresh_password())
