"""Number and code by which a person finds their call again. Kept is only a slow hash; wrong codes are counted, and time ends it.

Whoever has both sees the state of one call and what was said in it, and may leave a line: no facts, no number, no other talk.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine

from bot.storage import put
from bot.storage.tables import case_codes as table

DIGITS = 8
LASTS = timedelta(days=60)
# So many wrong codes in a row shut a call for so long, for everybody: its own person can still ask in the talk.
MOST_FAILURES = 10
SHUT_FOR = timedelta(hours=1)
LARGEST_NUMBER = 2**31 - 1
# About 30 ms and 16 MiB a try.
COST = {"n": 2**14, "r": 8, "p": 1}


@dataclass(frozen=True)
class FoundCase:
    """The call that a number and its code opened."""

    referral: int
    conversation: str


class CaseCodes:
    """The codes of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, referral: int, conversation: str, at: datetime) -> str:
        """Return a fresh code for a call, as people read it; an earlier one opens it no more."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        salt = secrets.token_hex(16)
        values: dict[str, Any] = {
            "conversation": conversation,
            "salt": salt,
            "digest": _digest(code, salt),
            "made_at": at,
            "expires_at": at + LASTS,
            "failures": 0,
            "failed_at": None,
        }
        with self._engine.begin() as connection:
            put(connection, table, {"referral": referral}, values)
        return f"{code[:4]} {code[4:]}"

    def find(self, number: str, code: str, at: datetime) -> FoundCase | None:
        """Return the call that a number and its code open; None for a wrong one, an old one and one that is shut: nobody learns which."""
        referral, digits = _only_digits(number), _only_digits(code)
        row = self._row(int(referral)) if referral and len(referral) < 11 else None
        is_right = hmac.compare_digest(_digest(digits, row.salt if row else ""), row.digest if row else "")
        if row is None or row.expires_at <= at or _is_shut(row, at):
            return None
        if not is_right:
            self._note_failure(row, at)
            return None
        with self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.referral == row.referral).values(failures=0, failed_at=None))
        return FoundCase(row.referral, row.conversation)

    def still_open(self, referral: int, at: datetime) -> FoundCase | None:
        """Return a call that was opened a while ago, as long as its code is good."""
        row = self._row(referral)
        return None if row is None or row.expires_at <= at else FoundCase(row.referral, row.conversation)

    def forget_old(self, at: datetime) -> int:
        """Delete the codes that open nothing any more; return how many."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(table.c.expires_at <= at)).rowcount)

    def _row(self, referral: int) -> Any:
        if not 0 < referral <= LARGEST_NUMBER:
            return None
        with self._engine.connect() as connection:
            return connection.execute(select(table).where(table.c.referral == referral)).first()

    def _note_failure(self, row: Any, at: datetime) -> None:
        is_past = row.failed_at is not None and row.failed_at <= at - SHUT_FOR
        failures = 1 if is_past else table.c.failures + 1
        change = update(table).where(table.c.referral == row.referral).values(failures=failures, failed_at=at)
        with self._engine.begin() as connection:
            connection.execute(change)


def _is_shut(row: Any, at: datetime) -> bool:
    return bool(row.failures >= MOST_FAILURES and row.failed_at is not None and row.failed_at > at - SHUT_FOR)


def _only_digits(text: str) -> str:
    """Return the digits of what was typed, whatever stands between them.

    >>> _only_digits("１２３４ 5678"), _only_digits("编号12"), _only_digits("")
    ('12345678', '12', '')
    """
    return re.sub(r"[^0-9]", "", normalize("NFKC", text[:40]))


def _digest(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=salt.encode(), dklen=32, **COST).hex()
