"""Answers that could not be sent: they wait for the person's next message, or for the platform. Each method is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, Engine

from bot.messaging.ledgers.received import ReceivedKey
from bot.storage.tables import held_replies as table


@dataclass(frozen=True)
class HeldReply:
    """One text that waits, and the entry of the ledger that it answers."""

    conversation: str
    entry: ReceivedKey
    text: str


def drop_held(connection: Connection) -> int:
    """Let go of everything that waits, within the caller's transaction; return how many texts."""
    return int(connection.execute(delete(table)).rowcount)


class HeldReplies:
    """What waits, of all conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hold(self, reply: HeldReply, reason: str, at: datetime, try_at: datetime | None = None) -> None:
        """Keep a text; ``try_at`` is None when only the person's next message can release it."""
        row = {"conversation": reply.conversation, "app": reply.entry.app, "key": reply.entry.key, "text": reply.text}
        with self._engine.begin() as connection:
            connection.execute(insert(table).values(**row, reason=reason, held_at=at, try_at=try_at))

    def is_waiting(self, conversation: str) -> bool:
        """Tell whether anything waits in a conversation."""
        query = select(table.c.id).where(table.c.conversation == conversation).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def take(self, conversation: str) -> list[HeldReply]:
        """Take everything that waits in a conversation, oldest first; whoever takes it has to send it or hold it again."""
        return self._take(table.c.conversation == conversation)

    def take_due(self, at: datetime) -> list[HeldReply]:
        """Take what the platform may accept by now."""
        return self._take(table.c.try_at.is_not(None), table.c.try_at <= at)

    def take_expired(self, before: datetime) -> list[HeldReply]:
        """Take what was held before a moment and cannot be sent any more."""
        return self._take(table.c.held_at < before)

    def _take(self, *conditions: object) -> list[HeldReply]:
        query = select(table).where(*conditions).order_by(table.c.id)
        taken = []
        with self._engine.connect() as connection:
            if connection.execute(query.limit(1)).first() is None:
                return []
        with self._engine.begin() as connection:
            for row in connection.execute(query).all():
                # Two processes may read the same row; only one deletes it.
                if connection.execute(delete(table).where(table.c.id == row.id)).rowcount:
                    taken.append(HeldReply(row.conversation, ReceivedKey(row.app, row.key), row.text))
        return taken
