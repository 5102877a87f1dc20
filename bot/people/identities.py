"""How a person is reached on a channel, and which conversation that is. The address itself never leaves this table but to be written to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from bot.conversation import Channel, ConversationId
from bot.storage.tables import channel_identities as table
from bot.storage.tables import people


@dataclass(frozen=True)
class Identity:
    """One address of a person on one channel of one account (``app``: appid or corpid; openids differ between accounts)."""

    conversation: str
    person: str
    channel: str
    app: str
    address: str
    is_reachable: bool
    unreachable_because: str | None = None


def conversation_for(secret: str, channel: str, app: str, address: str) -> str:
    """Return the id of the conversation with an address: the same each time, and the address cannot be read from it.

    >>> conversation_for("a secret for tests", "wechat", "wxapp", "openid").startswith("wx:")
    True
    """
    return str(ConversationId.of_address(secret, Channel(channel), app, address))


def new_person_id() -> str:
    """Return a fresh id that says nothing of the person."""
    return f"p{secrets.token_hex(10)}"


class Identities:
    """The addresses of all people. Every method is one short transaction.

    Args:
        secret: of the installation, from which conversations of addresses are named; a process that only meets
            conversations that have their name already needs none.
    """

    def __init__(self, engine: Engine, secret: str | None = None) -> None:
        self._engine = engine
        self._secret = secret

    def meet(self, channel: str, app: str, address: str, at: datetime, conversation: str | None = None) -> Identity:
        """Return the identity of an address, made with a fresh person when it is met for the first time.

        Args:
            conversation: given on the web, where the conversation came first and is the address.
        """
        if conversation is None:
            assert self._secret is not None, "only who knows the secret can name the conversation of an address"
            conversation = conversation_for(self._secret, channel, app, address)
        known = self.find(conversation)
        if known is not None:
            return known
        person = new_person_id()
        row = {"channel": channel, "app": app, "address": address, "is_reachable": True, "created_at": at}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(people).values(**_nobody(person, at)))
                connection.execute(insert(table).values(conversation=conversation, person=person, **row))
        except IntegrityError:
            # Another process met the same address in between.
            return self._known(conversation)
        return Identity(conversation, person, channel, app, address, is_reachable=True)

    def find(self, conversation: str) -> Identity | None:
        """Return the identity behind a conversation, or None when nobody is known by it."""
        with self._engine.connect() as connection:
            return _first(connection, table.c.conversation == conversation)

    def of_person(self, person: str) -> list[Identity]:
        """Return all addresses of a person."""
        query = select(*_COLUMNS).where(table.c.person == person).order_by(table.c.created_at)
        with self._engine.connect() as connection:
            return [Identity(*row) for row in connection.execute(query)]

    def set_reachable(self, conversation: str, because: str | None = None) -> None:
        """Record that an address can be written to again, or (with ``because``) that the platform refuses to deliver to it."""
        change = {"is_reachable": because is None, "unreachable_because": because}
        with self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.conversation == conversation).values(**change))

    def suggest_station(self, person: str, station: str, at: datetime) -> None:
        """Record the station whose QR code a person scanned. A code is public: it suggests, it never authenticates."""
        with self._engine.begin() as connection:
            connection.execute(update(people).where(people.c.id == person).values(station=station, updated_at=at))

    def _known(self, conversation: str) -> Identity:
        identity = self.find(conversation)
        assert identity is not None
        return identity


_COLUMNS = (
    table.c.conversation,
    table.c.person,
    table.c.channel,
    table.c.app,
    table.c.address,
    table.c.is_reachable,
    table.c.unreachable_because,
)


def _first(connection: Connection, *conditions: Any) -> Identity | None:
    row = connection.execute(select(*_COLUMNS).where(*conditions)).first()
    return None if row is None else Identity(*row)


def _nobody(person: str, at: datetime) -> dict[str, Any]:
    return {"id": person, "facts": {}, "provenance": {}, "created_at": at, "updated_at": at}
