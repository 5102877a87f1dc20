"""Where the database holds something of a person: the one list by which they are told everything and erased.

A table with a column ``person`` or ``conversation`` joins by itself; a table that names them otherwise is added to ``ODD_NAMES``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Table, select
from sqlalchemy.engine import Connection

from bot.errors import SituationError
from bot.storage.tables import channel_identities, metadata, people

PERSON, CONVERSATION = "person", "conversation"
ODD_NAMES = {("people", "id"): PERSON, ("conversations", "id"): CONVERSATION}


@dataclass(frozen=True)
class Holding:
    """A column that says whose a row is: ``by`` person or by conversation."""

    table: Table
    column: Column
    by: str


@dataclass(frozen=True)
class DataSubject:
    """A person with the conversations that are theirs."""

    person: str
    conversations: tuple[str, ...]

    def keys(self, by: str) -> tuple[str, ...]:
        """Return the ids by which rows of a holding are theirs."""
        return (self.person,) if by == PERSON else self.conversations


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
    """Return a person with their conversations.

    Raises:
        SituationError: nobody has this id.
    """
    if connection.execute(select(people.c.id).where(people.c.id == person)).first() is None:
        raise SituationError(f"没有编号为 {person} 的人。可以用 --conversation 按会话编号查。")
    query = select(channel_identities.c.conversation).where(channel_identities.c.person == person)
    return DataSubject(person, tuple(connection.execute(query).scalars()))
