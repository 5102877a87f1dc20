"""Ending and resuming what a person is told, from inside their conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.people.consents import Consents
from bot.people.grants import Grants
from bot.storage.tables import channel_identities

ORIGIN = "chat"


class Subscriptions:
    """The consents behind conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._consents = Consents(engine)
        self._grants = Grants(engine)

    def stop(self, conversation: str, at: datetime, topic: str | None = None) -> int:
        """Withdraw what a person agreed to, all or of one topic, at once; return how many consents were in force."""
        person = self._person(conversation)
        if person is None:
            return 0
        if topic is None:
            self._grants.refuse(person)
        return self._consents.withdraw(person, ORIGIN, at, topic)

    def _person(self, conversation: str) -> str | None:
        query = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else str(found)
