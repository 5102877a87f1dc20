"""What the dialogue process remembers of each conversation: one row, replaced by each turn, deleted after a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.storage.tables import conversations as table


class Conversations:
    """The states of all conversations, as text that only the dialogue process reads. Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load(self, conversation: str) -> str | None:
        """Return the state of a conversation, or None when nothing is kept of it."""
        with self._engine.connect() as connection:
            state = connection.execute(select(table.c.state).where(table.c.id == conversation)).scalar()
        return None if state is None else str(state)

    def keep(self, conversation: str, state: str, at: datetime) -> None:
        """Store the state of a conversation in place of the one before."""
        if self._replace(conversation, state, at):
            return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(table).values(id=conversation, state=state, updated_at=at))
        except IntegrityError:
            # Another replica made the row in between.
            self._replace(conversation, state, at)

    def ids(self) -> list[str]:
        """Return the ids of all conversations kept."""
        with self._engine.connect() as connection:
            return [str(row.id) for row in connection.execute(select(table.c.id))]

    def forget(self, conversation: str) -> bool:
        """Delete a conversation; tell whether there was one."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(table).where(table.c.id == conversation)).rowcount)

    def forget_before(self, moment: datetime) -> int:
        """Delete conversations in which nothing was said since a moment; return how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(table.c.updated_at < moment)).rowcount)

    def _replace(self, conversation: str, state: str, at: datetime) -> bool:
        change = update(table).where(table.c.id == conversation).values(state=state, updated_at=at)
        with self._engine.begin() as connection:
            return bool(connection.execute(change).rowcount)
