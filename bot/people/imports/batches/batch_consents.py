"""The consents in a batch of rows, within the transaction of ``batches``. A list never revives a consent that was withdrawn after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from bot.clock import start_of
from bot.people.imports.person_row import PersonRow, StatedConsent
from bot.people.promises import note_withdrawal
from bot.people.unions import MERGED, covers, says_no
from bot.storage.tables import consents as table

if TYPE_CHECKING:
    from bot.people.imports.import_job import Import

WITHDRAWN_BY = "import"


def store_consents(
    connection: Connection,
    this: Import,
    rows: Sequence[PersonRow],
    ids: Mapping[str, str],
    joining: Collection[str] = frozenset(),
) -> None:
    """Record each yes that is new, keep each no, and honour each no that is newer than the consent.

    Args:
        joining: the keys of rows that meet a person known from elsewhere for the first time: there a no of either side
            holds, whatever its day.
    """
    stated = [(ids[row.key], consent, row.key in joining) for row in rows for consent in row.consents]
    if not stated:
        return
    history = _history(connection, {person for person, *_ in stated})
    given: list[dict[str, Any]] = []
    ended: list[Any] = []
    for person, consent, is_joining in stated:
        earlier = history[person, consent.column.channel]
        ending, row = _outcome(this, person, consent, earlier, is_joining=is_joining)
        ended += ending
        given += [] if row is None else [row]
    if given:
        connection.execute(insert(table), given)
    _end(connection, ended, this.at)


def _outcome(
    this: Import, person: str, consent: StatedConsent, earlier: Sequence[Any], *, is_joining: bool
) -> tuple[list[Any], dict[str, Any] | None]:
    """Return the consents that a statement ends, and the row by which it is kept; None when nothing new was said."""
    row = {**_row(this, person, consent), "withdrawn_at": None, "withdrawn_by": None}
    if not consent.is_given:
        ending = [each for each in earlier if _is_withdrawn_by(each, consent, is_joining=is_joining)]
        is_needless = bool(ending) or any(_makes_needless(each, consent) for each in earlier)
        return ending, None if is_needless else {**row, **_refused(this, consent, is_joining=is_joining)}
    if is_joining and says_no(earlier, consent.column.topic, consent.column.channel):
        # So that the same list, imported again, is still older than the no.
        return [], {**row, "withdrawn_at": this.at, "withdrawn_by": MERGED}
    return [], None if any(_stands_against(each, consent) for each in earlier) else row


def _end(connection: Connection, rows: Sequence[Any], at: datetime) -> None:
    """Withdraw consents, and write down who took back what."""
    if not rows:
        return
    persons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        persons[row.topic, row.channel].append(row.person)
    for (topic, channel), each in persons.items():
        note_withdrawal(connection, each, at, [topic], channel)
    change = {"withdrawn_at": at, "withdrawn_by": WITHDRAWN_BY}
    connection.execute(update(table).where(table.c.id.in_([row.id for row in rows])).values(**change))


def _history(connection: Connection, persons: Iterable[str]) -> defaultdict[tuple[str, str], list[Any]]:
    columns = (
        table.c.id,
        table.c.person,
        table.c.topic,
        table.c.channel,
        table.c.given_at,
        table.c.withdrawn_at,
        table.c.withdrawn_by,
    )
    found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(select(*columns).where(table.c.person.in_(sorted(persons)))):
        found[row.person, row.channel].append(row)
    return found


def _stands_against(row: Any, consent: StatedConsent) -> bool:
    """Tell whether a consent need not or must not be recorded: the same is in force, or any of the channel was withdrawn later.

    A no of a list is one to the topic of its column.
    """
    if row.withdrawn_at is None:
        return bool(row.topic == consent.column.topic)
    is_later = row.withdrawn_at >= start_of(consent.on)
    return bool(is_later and (row.withdrawn_by != WITHDRAWN_BY or covers(row.topic, consent.column.topic)))


def _is_withdrawn_by(row: Any, consent: StatedConsent, *, is_joining: bool) -> bool:
    if is_joining:
        return row.withdrawn_at is None and covers(consent.column.topic, row.topic)
    is_older = row.given_at <= start_of(consent.on)
    return bool(row.withdrawn_at is None and row.topic == consent.column.topic and is_older)


def _makes_needless(row: Any, consent: StatedConsent) -> bool:
    """Tell whether a no need not be kept: there is one already, or the person agreed after it."""
    return bool(row.topic == consent.column.topic and (row.withdrawn_at or row.given_at) >= start_of(consent.on))


def _refused(this: Import, consent: StatedConsent, *, is_joining: bool) -> dict[str, Any]:
    """Return since when a no holds: it withdraws what nobody had given."""
    return {"withdrawn_at": this.at if is_joining else start_of(consent.on), "withdrawn_by": WITHDRAWN_BY}


def _row(this: Import, person: str, consent: StatedConsent) -> dict[str, Any]:
    return {
        "person": person,
        "topic": consent.column.topic,
        "channel": consent.column.channel,
        "origin": this.mapping.origin,
        "basis": consent.column.basis,
        "given_at": start_of(consent.on),
    }
