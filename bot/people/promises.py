"""What people asked for, in words of the journal, and how it is asked for once more of a database that does not know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.engine import Connection

from bot.people.erase import erase_within
from bot.people.held import DataSubject
from bot.storage import JournalEntry, JournalKind, journal_of, note
from bot.storage.tables import channel_identities, consents, people, template_grants

WITHDRAWN_AGAIN = "restored"
Whose = Callable[[Connection, JournalEntry], "list[str]"]


def note_withdrawal(
    connection: Connection,
    persons: Sequence[str],
    at: datetime,
    topics: Sequence[str] | None = None,
    channel: str | None = None,
) -> None:
    """Write down that people take back consents: of some topics or all, on a channel or all."""
    detail = {"topics": None if topics is None else list(topics), "channel": channel}
    note(connection, *(_entry(JournalKind.WITHDRAWN, each, at, detail) for each in _subjects(connection, persons)))


def note_pause(connection: Connection, person: str, at: datetime, until: datetime | None) -> None:
    """Write down that a person lets everything rest, or with None no longer."""
    detail = {"until": None if until is None else until.isoformat()}
    note(connection, *(_entry(JournalKind.PAUSED, each, at, detail) for each in _subjects(connection, [person])))


@dataclass(frozen=True)
class ReplayedPromises:
    """What a database did not know: consents ended, people whose notices rest, people erased."""

    withdrawn: int = 0
    paused: int = 0
    erased: int = 0

    def __add__(self, other: ReplayedPromises) -> ReplayedPromises:
        return ReplayedPromises(
            self.withdrawn + other.withdrawn, self.paused + other.paused, self.erased + other.erased
        )


def replay_promises(
    connection: Connection, entries: Iterable[JournalEntry], whose: Whose | None = None
) -> ReplayedPromises:
    """Do once more, in order, what people asked for; what is known already changes nothing.

    Args:
        whose: finds who an entry is about, when not by ``owners``.
    """
    done, find = ReplayedPromises(), whose or owners
    for entry in entries:
        found = find(connection, entry)
        if not found:
            continue
        if entry.kind is JournalKind.WITHDRAWN:
            done += ReplayedPromises(withdrawn=_withdraw(connection, entry, found))
        elif entry.kind is JournalKind.PAUSED:
            done += ReplayedPromises(paused=_pause(connection, entry, found))
        elif entry.kind is JournalKind.ERASED:
            for person in found:
                erase_within(connection, person, entry.at)
            done += ReplayedPromises(erased=len(found))
    return done


def as_named(_connection: Connection, entry: JournalEntry) -> list[str]:
    """Return the person whom an entry names: one who came back, and is known by the name of today."""
    return [entry.person]


def owners(connection: Connection, entry: JournalEntry) -> list[str]:
    """Return who an entry is about: the person, and whoever had the conversations then."""
    # Met later, it is the same human being after an erasure, who may be told and asked again.
    by_conversation = select(channel_identities.c.person).where(
        channel_identities.c.conversation.in_(entry.conversations), channel_identities.c.created_at <= entry.at
    )
    known = or_(people.c.id == entry.person, people.c.id.in_(by_conversation))
    query = select(people.c.id).where(known, people.c.created_at <= entry.at).order_by(people.c.id)
    return list(connection.execute(query).scalars())


def _withdraw(connection: Connection, entry: JournalEntry, persons: Sequence[str]) -> int:
    topics, channel = entry.detail.get("topics"), entry.detail.get("channel")
    conditions: list[Any] = [consents.c.person.in_(persons), consents.c.withdrawn_at.is_(None)]
    conditions += [consents.c.given_at <= entry.at]
    conditions += [consents.c.topic.in_(topics)] if topics is not None else []
    conditions += [consents.c.channel == channel] if channel is not None else []
    change = update(consents).where(*conditions).values(withdrawn_at=entry.at, withdrawn_by=WITHDRAWN_AGAIN)
    if topics is None:
        granted = and_(template_grants.c.person.in_(persons), template_grants.c.updated_at <= entry.at)
        connection.execute(delete(template_grants).where(granted))
    return int(connection.execute(change).rowcount)


def _pause(connection: Connection, entry: JournalEntry, persons: Sequence[str]) -> int:
    until = entry.detail.get("until")
    moment = None if until is None else datetime.fromisoformat(until)
    given = (consents.c.person.in_(persons), consents.c.withdrawn_at.is_(None), consents.c.given_at <= entry.at)
    differs = consents.c.paused_until.is_distinct_from(moment)
    return int(connection.execute(update(consents).where(*given, differs).values(paused_until=moment)).rowcount)


def _entry(kind: JournalKind, subject: DataSubject, at: datetime, detail: dict[str, Any]) -> JournalEntry:
    return JournalEntry(kind, at, subject.person, subject.conversations, detail)


def _subjects(connection: Connection, persons: Sequence[str]) -> list[DataSubject]:
    if journal_of(connection) is None:
        return []
    query = select(channel_identities.c.person, channel_identities.c.conversation)
    found: dict[str, list[str]] = {person: [] for person in persons}
    for row in connection.execute(query.where(channel_identities.c.person.in_(persons))):
        found[row.person].append(row.conversation)
    return [DataSubject(person, tuple(conversations)) for person, conversations in found.items()]
