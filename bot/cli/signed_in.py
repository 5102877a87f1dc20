"""Acting as an account on the command line: signed in with password and second factor, like on the desk, for as long as a session lasts."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.staff import Accounts, AuditLog, Colleague, SignInStage, StaffSessions

TOKEN = Path("var/signed-in")
SOURCE = "command-line"
NOT_SIGNED_IN = "这一步要知道是谁做的。请先登录：leye staff login 您的账号。"
WRONG = "账号、密码或验证码不对，或者试得太多。"


def acting(engine: Engine, at: datetime, token: Path = TOKEN) -> Colleague:
    """Return who is signed in on this command line.

    Raises:
        SituationError: nobody, or too long ago.
    """
    kept = token.read_text(encoding="ascii").strip() if token.exists() else ""
    session = StaffSessions(engine).find(kept, at)
    if session is None or session.stage is not SignInStage.OPEN:
        raise SituationError(NOT_SIGNED_IN)
    return session.colleague


def sign_in(engine: Engine, accounts: Accounts, userid: str, password: str, code: str, at: datetime) -> Colleague:
    """Sign in on this command line; whoever was signed in before is not any more.

    Args:
        code: of the second factor; not looked at where there is none.

    Raises:
        SituationError: the password or the code is wrong, or the password was chosen by someone else.
    """
    log, userid = AuditLog(engine), userid.lower()
    opened = accounts.open(userid, password, at)
    if opened is None or (opened.needs_code and not accounts.takes_code(userid, code, at)):
        log.write(userid if accounts.is_known(userid) else "unknown", "desk.sign_in_failed", None, at, source=SOURCE)
        raise SituationError(WRONG)
    if opened.must_change:
        raise SituationError("这是别人给的一次性密码。请先改成自己的：leye staff change-password 您的账号。")
    sign_out(engine, at)
    _keep(StaffSessions(engine).begin(userid, SignInStage.OPEN, at))
    log.write(userid, "desk.signed_in", None, at, source=SOURCE, stage=SignInStage.OPEN.value)
    return opened.colleague


def sign_out(engine: Engine, at: datetime, token: Path = TOKEN) -> None:
    """End what was signed in on this command line."""
    if token.exists():
        session = StaffSessions(engine).find(token.read_text(encoding="ascii").strip(), at)
        if session is not None:
            StaffSessions(engine).end(session.id)
        token.unlink()


def _keep(token: str, path: Path = TOKEN) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(token)
