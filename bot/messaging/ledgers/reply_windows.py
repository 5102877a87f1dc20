"""The ledger of reply windows: a message is counted before it is sent, so that two processes cannot use the last one both.

Each method is one transaction; a function whose name ends in ``within`` is part of the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, literal, or_, select, update
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


def is_open_for(conversation: ColumnElement[str], at: datetime) -> ColumnElement[bool]:
    """Return the SQL condition that the window of the conversation in a column of another table still allows a message.

    Asked as a scalar, so that databases answer it by the key of each row and never by a pass over all windows.
    """
    this = and_(table.c.conversation == conversation, is_open(at))
    found = select(literal(1)).select_from(table).where(this).correlate(conversation.table).limit(1)
    return found.scalar_subquery().is_not(None)


def reserve_within(connection: Connection, conversations: Sequence[str], at: datetime | None = None) -> int:
    """Count one message in each window before it is sent, within the caller's transaction; return in how many.

    Args:
        at: count only where a message is left at that moment; None when the caller has asked that in the same transaction.
    """
    these = [table.c.conversation.in_(conversations)]
    these += [is_open(at)] if at is not None else []
    return int(connection.execute(update(table).where(*these).values(sent=table.c.sent + 1)).rowcount)


def give_back_within(connection: Connection, conversation: str) -> None:
    """Uncount a message that the platform did not take, within the caller's transaction."""
    counted = (table.c.conversation == conversation, table.c.sent > 0)
    connection.execute(update(table).where(*counted).values(sent=table.c.sent - 1))


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
        with self._engine.begin() as connection:
            return reserve_within(connection, [conversation], at) > 0

    def give_back(self, conversation: str) -> None:
        """Uncount a message that the platform did not take."""
        with self._engine.begin() as connection:
            give_back_within(connection, conversation)

    def correct(self, conversation: str) -> None:
        """Record that the platform says nothing is left, whatever we counted."""
        nothing_left = update(table).where(table.c.conversation == conversation).values(sent=ALL_SENT)
        with self._engine.begin() as connection:
            connection.execute(nothing_left)
