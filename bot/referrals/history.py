"""The history of a referral: what was done, by whom and when. Rows are added within the transaction of what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.referrals.states import Act
from bot.storage.tables import referral_events, referrals


@dataclass(frozen=True)
class Event:
    """One thing that was done."""

    at: datetime
    who: str
    act: Act
    note: str | None


def write_event(
    connection: Connection, referral: int, who: str, act: Act, at: datetime, note: str | None = None
) -> None:
    """Add to the history of a referral."""
    whose = select(referrals.c.person, referrals.c.conversation).where(referrals.c.id == referral)
    row = connection.execute(whose).one()
    values = {"referral": referral, "person": row.person, "conversation": row.conversation}
    connection.execute(insert(referral_events).values(**values, at=at, who=who, act=act.value, note=note))


def history(engine: Engine, referral: int) -> list[Event]:
    """Return what was done about a referral, oldest first."""
    columns = (referral_events.c.at, referral_events.c.who, referral_events.c.act, referral_events.c.note)
    query = select(*columns).where(referral_events.c.referral == referral).order_by(referral_events.c.id)
    with engine.connect() as connection:
        return [Event(row.at, row.who, Act(row.act), row.note) for row in connection.execute(query)]
