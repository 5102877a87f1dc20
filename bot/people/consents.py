"""What people agreed to be told about, on which channel. A withdrawal is kept beside the consent: it proves that it was honoured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, insert, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.people.promises import note_pause, note_withdrawal
from bot.storage.tables import consents as table

# Agreeing to it means every topic, also one that is added later.
ALL_TOPICS = "all"
# Stands where a topic does: what is said in checks of eligibility may be kept. Nobody is written to because of it.
KEPT_FACTS = "facts"
# Stands where a topic does: who is known to look for work may be introduced to employers, each time asked before.
JOB_SEEKING = "job_seeking"
# Stands where a topic does: who asked to be reminded of a fair is told of that fair, and of nothing else.
FAIR_REMINDERS = "fair_reminders"
# They are agreed to one by one, and no agreement to topics means them.
OWN_PURPOSES = (KEPT_FACTS, JOB_SEEKING, FAIR_REMINDERS)


@dataclass(frozen=True)
class Consent:
    """One consent, in force while ``withdrawn_at`` is None; nothing is sent before ``paused_until``.

    Args:
        origin: where it was said, like ``withdrawn_by``: page, chat, platform, import.
        basis: the law or document that a list names, or how the person said yes; None when it was recorded without.
    """

    topic: str
    channel: str
    origin: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    basis: str | None = None
    paused_until: datetime | None = None


def in_force(topic: str, channel: str, at: datetime) -> ColumnElement[bool]:
    """Return the SQL condition that a row of ``consents`` covers a topic on a channel, and is not paused at a moment.

    For queries that choose whom to write to.
    """
    is_awake = or_(table.c.paused_until.is_(None), table.c.paused_until <= at)
    is_given = and_(table.c.withdrawn_at.is_(None), table.c.channel == channel)
    return and_(is_given, is_awake, table.c.topic.in_((topic, ALL_TOPICS)))


def agrees_to(purpose: str, person: ColumnElement[Any], at: datetime | None = None) -> ColumnElement[bool]:
    """Return the SQL condition that the person of a column agrees to one of ``OWN_PURPOSES``.

    Args:
        at: a moment at which nothing rests; None where a pause does not matter.
    """
    given = [table.c.person == person, table.c.topic == purpose, table.c.withdrawn_at.is_(None)]
    given += [] if at is None else [or_(table.c.paused_until.is_(None), table.c.paused_until <= at)]
    return exists().where(*given)


class Consents:
    """The consents of all people. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, person: str, topic: str, channel: str, origin: str, at: datetime, basis: str | None = None) -> bool:
        """Record a consent unless the same one is in force; tell whether it is new."""
        this = (table.c.person == person, table.c.topic == topic, table.c.channel == channel)
        with self._engine.begin() as connection:
            if connection.execute(select(table.c.id).where(*this, table.c.withdrawn_at.is_(None))).first():
                return False
            row = {"person": person, "topic": topic, "channel": channel, "origin": origin, "given_at": at}
            connection.execute(insert(table).values(**row, basis=basis))
        return True

    def withdraw(self, person: str, by: str, at: datetime, topic: str | None = None, channel: str | None = None) -> int:
        """Withdraw consents of a person (all, or those of a topic or a channel); return how many were in force."""
        conditions: list[Any] = [table.c.person == person, table.c.withdrawn_at.is_(None)]
        conditions += [table.c.topic == topic] if topic is not None else []
        conditions += [table.c.channel == channel] if channel is not None else []
        change = update(table).where(*conditions).values(withdrawn_at=at, withdrawn_by=by)
        with self._engine.begin() as connection:
            note_withdrawal(connection, [person], at, None if topic is None else [topic], channel)
            return int(connection.execute(change).rowcount)

    def pause(self, person: str, until: datetime | None, at: datetime) -> int:
        """Let consents in force rest until a moment, or with None no longer; return how many there are."""
        change = update(table).where(table.c.person == person, table.c.withdrawn_at.is_(None))
        with self._engine.begin() as connection:
            note_pause(connection, person, at, until)
            return int(connection.execute(change.values(paused_until=until)).rowcount)

    def narrow(self, person: str, without: Sequence[str], known: Sequence[str], by: str, at: datetime) -> int:
        """Withdraw the consents to some topics; who agreed to all keeps the others one by one. Return how many ended.

        Args:
            without: the topics that end.
            known: all topics that people are told about now.
        """
        this = (table.c.person == person, table.c.withdrawn_at.is_(None), table.c.topic.in_((*without, ALL_TOPICS)))
        kept = [topic for topic in known if topic not in without]
        with self._engine.begin() as connection:
            ending = connection.execute(select(table).where(*this)).all()
            note_withdrawal(connection, [person], at, [*without, ALL_TOPICS])
            connection.execute(update(table).where(*this).values(withdrawn_at=at, withdrawn_by=by))
            rows = [
                {**_copied(row), "topic": topic, "given_at": at}
                for row in ending
                if row.topic == ALL_TOPICS
                for topic in kept
            ]
            if rows:
                connection.execute(insert(table), rows)
        return len(ending)

    def in_force(self, person: str) -> list[Consent]:
        """Return the consents of a person that hold now."""
        return [consent for consent in self.history(person) if consent.withdrawn_at is None]

    def history(self, person: str) -> list[Consent]:
        """Return every consent a person ever gave, oldest first."""
        columns = (table.c.topic, table.c.channel, table.c.origin, table.c.given_at)
        ending = (table.c.withdrawn_at, table.c.withdrawn_by, table.c.basis, table.c.paused_until)
        query = select(*columns, *ending).where(table.c.person == person)
        with self._engine.connect() as connection:
            return [Consent(*row) for row in connection.execute(query.order_by(table.c.id))]


def _copied(row: Any) -> dict[str, Any]:
    """Return of a consent to all what each consent to one topic takes over."""
    return {name: getattr(row, name) for name in ("person", "channel", "origin", "basis", "paused_until")}
