"""The ledger of reply windows: a message is counted before it is sent, so that two processes cannot use the last one both. Each method is one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.messaging.protocol.reply_window import ALLOWANCES, Interaction, ReplyWindow
from bot.storage import put
from bot.storage.tables import reply_windows as table

# More than any allowance: nothing is left.
ALL_SENT = 1000


def open_window(connection: Connection, conversation: str, interaction: Interaction, at: datetime) -> None:
    """Start a window anew after an interaction, within the caller's transaction."""
    put(
        connection,
        table,
        {"conversation": conversation},
        {"interaction": interaction.value, "opened_at": at, "sent": 0},
    )


def is_open(at: datetime) -> ColumnElement[bool]:
    """Return the SQL condition that a window still allows a message."""
    kinds = [
        and_(
            table.c.interaction == interaction.value,
            table.c.opened_at > at - allowance.time,
            table.c.sent < allowance.messages,
        )
        for interaction, allowance in ALLOWANCES.items()
    ]
    return or_(*kinds)


class WindowLedger:
    """The windows of all conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, conversation: str) -> ReplyWindow | None:
        """Return the window of a conversation."""
        query = select(table.c.interaction, table.c.opened_at, table.c.sent).where(table.c.conversation == conversation)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else ReplyWindow(Interaction(row.interaction), row.opened_at, row.sent)

    def reserve(self, conversation: str, at: datetime) -> bool:
        """Count one message before it is sent; False when none is left."""
        return self._change(and_(table.c.conversation == conversation, is_open(at)), sent=table.c.sent + 1)

    def give_back(self, conversation: str) -> None:
        """Uncount a message that the platform did not take."""
        self._change(and_(table.c.conversation == conversation, table.c.sent > 0), sent=table.c.sent - 1)

    def correct(self, conversation: str) -> None:
        """Record that the platform says nothing is left, whatever we counted."""
        self._change(table.c.conversation == conversation, sent=ALL_SENT)

    def _change(self, condition: ColumnElement[bool], **values: Any) -> bool:
        with self._engine.begin() as connection:
            return bool(connection.execute(update(table).where(condition).values(**values)).rowcount)
