"""Where the database holds something of a person: the one list by which they are told everything and erased.

A table with a column ``person`` or ``conversation`` joins by itself; a table that names them otherwise is added to ``ODD_NAMES``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Table, select
from sqlalchemy.engine import Connection

from bot.errors import SituationError
from bot.storage.tables import channel_identities, merges, metadata, people

PERSON, CONVERSATION = "person", "conversation"
# Marks the id under which a merge puts rows aside.
ASIDE = "~"
ODD_NAMES = {("people", "id"): PERSON, ("conversations", "id"): CONVERSATION, ("merges", "other"): PERSON}


@dataclass(frozen=True)
class Holding:
    """A column that says whose a row is: ``by`` person or by conversation."""

    table: Table
    column: Column
    by: str


@dataclass(frozen=True)
class DataSubject:
    """A person with the conversations that are theirs, and the ids of records that were merged into theirs."""

    person: str
    conversations: tuple[str, ...]
    former: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """Return the ids under which the person ever had a record."""
        return (self.person, *(each for each in self.former if not each.endswith(ASIDE)))

    def keys(self, by: str) -> tuple[str, ...]:
        """Return the ids by which rows of a holding are theirs."""
        return (self.person, *self.former) if by == PERSON else self.conversations


def holdings() -> tuple[Holding, ...]:
    """Return every place that holds something of a person, in an order in which rows can be deleted."""
    found = [
        Holding(table, column, by)
        for table in reversed(metadata.sorted_tables)
        for column in table.columns
        if (
            by := ODD_NAMES.get((table.name, column.name))
            or (column.name if column.name in (PERSON, CONVERSATION) else None)
        )
    ]
    return tuple(found)


def subject_of(connection: Connection, person: str) -> DataSubject:
    """Return a person with their conversations, also by the id of a record that was merged into theirs.

    Raises:
        SituationError: nobody has this id.
    """
    found = now_known_as(connection, person)
    if connection.execute(select(people.c.id).where(people.c.id == found)).first() is None:
        raise SituationError(f"没有编号为 {person} 的人。可以用 --conversation 按会话编号查。")
    query = select(channel_identities.c.conversation).where(channel_identities.c.person == found)
    was = select(merges.c.other).where(merges.c.person == found, merges.c.split_at.is_(None))
    others = connection.execute(was.order_by(merges.c.id)).scalars()
    former = tuple(id for other in others for id in (other, id_aside(other)))
    return DataSubject(found, tuple(connection.execute(query).scalars()), former)


def now_known_as(connection: Connection, person: str) -> str:
    """Return the id of the person that a record was merged into, the same id for any other."""
    query = select(merges.c.person).where(merges.c.other == person, merges.c.split_at.is_(None))
    found: str | None = connection.execute(query).scalar()
    return person if found is None else found


def id_aside(former: str) -> str:
    """Return under which id the rows of the ledger lie that a merge put aside of the record that stays."""
    return f"{former}{ASIDE}"
