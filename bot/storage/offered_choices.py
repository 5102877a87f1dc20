"""The choices that were offered in a conversation, so that an id or a typed digit finds its payload again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine

from bot.storage.tables import offered_choices as table


@dataclass(frozen=True)
class OfferedChoice:
    """One choice as it was shown: ``position`` counts from 1 within the turn."""

    id: str
    position: int
    label: str
    payload: str
    offered_at: datetime


class OfferedChoices:
    """The choices of all conversations. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def offer(self, conversation: str, choices: Sequence[tuple[str, str]], at: datetime) -> list[OfferedChoice]:
        """Record (label, payload) pairs as the latest offer of a conversation and return them with fresh ids.

        An empty sequence only withdraws the offer before it: digits mean nothing then, ids stay valid.
        """
        offered = [
            OfferedChoice(secrets.token_urlsafe(12), position, label, payload, at)
            for position, (label, payload) in enumerate(choices, start=1)
        ]
        rows = [{**vars(choice), "conversation": conversation, "is_latest": True} for choice in offered]
        with self._engine.begin() as connection:
            connection.execute(
                update(table).where(table.c.conversation == conversation, table.c.is_latest).values(is_latest=False)
            )
            if rows:
                connection.execute(insert(table), rows)
        return offered

    def find(self, conversation: str, choice_id: str) -> OfferedChoice | None:
        """Return the choice with this id if it was offered in this conversation."""
        return self._first(table.c.conversation == conversation, table.c.id == choice_id)

    def at_position(self, conversation: str, position: int) -> OfferedChoice | None:
        """Return the choice at this position of the latest offer of the conversation."""
        return self._first(table.c.conversation == conversation, table.c.is_latest, table.c.position == position)

    def latest(self, conversation: str) -> list[OfferedChoice]:
        """Return the latest offer of the conversation, in order; empty when it was withdrawn."""
        query = select(table.c.id, table.c.position, table.c.label, table.c.payload, table.c.offered_at)
        this = (table.c.conversation == conversation, table.c.is_latest)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(*this).order_by(table.c.position)).all()
        return [OfferedChoice(*row) for row in rows]

    def forget_before(self, moment: datetime) -> int:
        """Delete choices offered before a moment; return how many there were."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(table).where(table.c.offered_at < moment)).rowcount)

    def _first(self, *conditions: Any) -> OfferedChoice | None:
        query = select(table.c.id, table.c.position, table.c.label, table.c.payload, table.c.offered_at)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(*conditions)).first()
        return None if row is None else OfferedChoice(*row)
