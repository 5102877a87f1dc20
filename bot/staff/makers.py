"""Whose hands an account went through: who made it, gave its password or its role, as the audit log tells. For deciding who is a second person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from bot.storage.tables import audit_log, staff

# Whoever did one of these could have signed in as the other.
HANDED = ("staff.added", "staff.changed", "staff.password_reset", "staff.second_factor_off")


def makers_of(engine: Engine, userid: str) -> frozenset[str]:
    """Return the accounts through whose hands an account went, and those through whose hands these went, and so on."""
    found: set[str] = set()
    ahead = {userid}
    with engine.connect() as connection:
        while ahead:
            makers = _makers(connection, ahead) - found
            found |= makers
            ahead = makers
    return frozenset(found - {userid})


def handed_at(engine: Engine, userid: str) -> datetime | None:
    """Return when an account last went through the hands of another; None when it never did, or only on the command line."""
    of_others = (_is_handing({userid}), audit_log.c.who.in_(select(staff.c.userid)), audit_log.c.who != userid)
    with engine.connect() as connection:
        last: datetime | None = connection.execute(select(func.max(audit_log.c.at)).where(*of_others)).scalar()
    return last


def _makers(connection: Connection, userids: set[str]) -> set[str]:
    query = select(audit_log.c.who).where(_is_handing(userids), audit_log.c.who.in_(select(staff.c.userid)))
    return set(connection.execute(query.distinct()).scalars())


def _is_handing(userids: set[str]):  # type: ignore[no-untyped-def]
    return audit_log.c.about.in_([f"staff:{userid}" for userid in userids]) & audit_log.c.act.in_(HANDED)
