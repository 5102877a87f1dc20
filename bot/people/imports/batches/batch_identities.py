"""The addresses in a batch of rows: whose they are already, and those to add. Within the transaction of ``batches``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.people.identities import conversation_for
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.storage import insert_for
from bot.storage.tables import channel_identities as table

if TYPE_CHECKING:
    from bot.people.imports.import_job import Import

TAKEN = "这个地址已经是另一个人的，没有再记到这一行；请核对是不是同一个人"


@dataclass(frozen=True)
class Addresses:
    """The conversations with the addresses of a batch, by row number, and who owns those that are known."""

    conversations: Mapping[int, str]
    owners: Mapping[str, str]

    def owner_of(self, row: PersonRow) -> str | None:
        """Return the person who has the address of a row already."""
        conversation = self.conversations.get(row.number)
        return None if conversation is None else self.owners.get(conversation)


def known_addresses(connection: Connection, this: Import, rows: Sequence[PersonRow]) -> Addresses:
    """Return what is known of the addresses of some rows; nothing when the list holds none."""
    identity = this.mapping.identity
    if identity is None:
        return Addresses({}, {})
    conversations = {
        row.number: conversation_for(this.secret, identity.channel, identity.app, row.address)
        for row in rows
        if row.address is not None
    }
    return Addresses(conversations, _owners(connection, list(conversations.values())))


def store_identities(
    connection: Connection, this: Import, rows: Sequence[PersonRow], ids: Mapping[str, str], addresses: Addresses
) -> list[RowMistake]:
    """Add the addresses that nobody has yet; return a mistake for each that another person has."""
    identity = this.mapping.identity
    if identity is None or not addresses.conversations:
        return []
    with_address = [row for row in rows if row.number in addresses.conversations]
    fresh = [
        {
            "conversation": addresses.conversations[row.number],
            "person": ids[row.key],
            "channel": identity.channel,
            "app": identity.app,
            "address": row.address,
            "is_reachable": True,
            "created_at": this.at,
        }
        for row in with_address
        if addresses.owner_of(row) is None
    ]
    if fresh:
        # The person may write to us at this very moment, and the front then makes the identity.
        connection.execute(insert_for(connection, table).on_conflict_do_nothing(), fresh)
    owners = _owners(connection, list(addresses.conversations.values()))
    return [
        RowMistake(row.number, identity.column, TAKEN)
        for row in with_address
        if owners.get(addresses.conversations[row.number]) != ids[row.key]
    ]


def _owners(connection: Connection, conversations: Sequence[str]) -> dict[str, str]:
    query = select(table.c.conversation, table.c.person).where(table.c.conversation.in_(conversations))
    return {row.conversation: row.person for row in connection.execute(query)}
