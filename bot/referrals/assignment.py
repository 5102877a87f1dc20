"""Gives a referral to the matchmaker of its station who has the fewest open, in turn. Within the transaction that opens or moves it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from bot.referrals.states import ReferralState
from bot.staff import Role
from bot.storage import put
from bot.storage.tables import leases as leases_table
from bot.storage.tables import referrals, staff, station_areas

# One at a time chooses, on both databases: whoever writes this row first goes first.
LOCK = "referrals"


def station_of(connection: Connection, area: str | None) -> str | None:
    """Return the station that serves an area; None when nobody does."""
    if area is None:
        return None
    found: str | None = connection.execute(select(station_areas.c.station).where(station_areas.c.area == area)).scalar()
    return found


def wait_for_turn(connection: Connection, at: datetime) -> None:
    """Let nobody else choose until this transaction ends."""
    put(connection, leases_table, {"name": LOCK}, {"holder": LOCK, "until": at})


def next_matchmaker(connection: Connection, station: str | None) -> str | None:
    """Return who is next at a station: the fewest open, then the longest without a new one; None when it has no matchmaker."""
    if station is None:
        return None
    is_open = referrals.c.state != ReferralState.CLOSED.value
    mine = referrals.c.assigned_to == staff.c.userid
    count = select(func.count()).select_from(referrals).where(mine, is_open).correlate(staff).scalar_subquery()
    last = select(func.max(referrals.c.id)).where(mine).correlate(staff).scalar_subquery()
    works_there = (staff.c.station == station, staff.c.role == Role.MATCHMAKER.value, staff.c.is_active)
    query = select(staff.c.userid).where(*works_there).order_by(count, func.coalesce(last, 0), staff.c.userid)
    chosen: str | None = connection.execute(query.limit(1)).scalar()
    return chosen


def give(connection: Connection, referral: int, station: str | None, userid: str | None) -> None:
    """Record whose a referral is now."""
    change = update(referrals).where(referrals.c.id == referral).values(station=station, assigned_to=userid)
    connection.execute(change)
