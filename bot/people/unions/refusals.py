"""Consents of two records that become one: a no of either holds for the person, a pause of either too.

The stricter always wins: whom we do not write to can agree anew, whom we wrote to against their word cannot be asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.people.consents import ALL_TOPICS, OWN_PURPOSES
from bot.people.promises import note_pause, note_withdrawal
from bot.storage.tables import consents as table

WITHDRAWN_BY = "merge"


def hold_refusals(connection: Connection, first: str, second: str, at: datetime) -> None:
    """Withdraw of each of two people what the other said no to, and pause what the other paused, before they become one."""
    rows = {person: _rows(connection, person) for person in (first, second)}
    for person, other in ((first, second), (second, first)):
        refused = [row for row in _in_force(rows[person]) if says_no(rows[other], row.topic, row.channel)]
        _withdraw(connection, person, refused, at)
        _pause(connection, person, _in_force(rows[person]), _in_force(rows[other]), at)


def says_no(rows: Iterable[Any], topic: str, channel: str) -> bool:
    """Tell whether the consents of a person (topic, channel, withdrawn_at) say no to a topic on a channel."""
    of_channel = [row for row in rows if row.channel == channel]
    agreed = {row.topic for row in _in_force(of_channel)}
    refused = {row.topic for row in of_channel if row.withdrawn_at is not None} - agreed
    return any(covers(each, topic, agreed) for each in refused)


def covers(refused: str, topic: str, agreed: Collection[str] = ()) -> bool:
    """Tell whether a no to one topic is a no to another: to all means each but the agreed, to one means not to all."""
    if refused == topic or refused in OWN_PURPOSES or topic in OWN_PURPOSES:
        return refused == topic
    if refused == ALL_TOPICS:
        return topic not in agreed
    return topic == ALL_TOPICS


def _rows(connection: Connection, person: str) -> Sequence[Any]:
    columns = (table.c.id, table.c.topic, table.c.channel, table.c.withdrawn_at, table.c.paused_until)
    rows: Sequence[Any] = connection.execute(select(*columns).where(table.c.person == person)).all()
    return rows


def _in_force(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if row.withdrawn_at is None]


def _withdraw(connection: Connection, person: str, rows: Sequence[Any], at: datetime) -> None:
    for row in rows:
        note_withdrawal(connection, [person], at, [row.topic], row.channel)
        change = {"withdrawn_at": at, "withdrawn_by": WITHDRAWN_BY}
        connection.execute(update(table).where(table.c.id == row.id).values(**change))


def _pause(connection: Connection, person: str, own: Sequence[Any], others: Sequence[Any], at: datetime) -> None:
    for row in own:
        until = [each.paused_until for each in others if each.channel == row.channel and each.paused_until is not None]
        longest = max(until, default=None)
        if longest is not None and (row.paused_until is None or row.paused_until < longest):
            note_pause(connection, person, at, longest)
            connection.execute(update(table).where(table.c.id == row.id).values(paused_until=longest))
