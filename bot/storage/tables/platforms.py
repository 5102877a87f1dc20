"""The tables of the platforms: what came in and what became of it, what may still be sent, what waits, colleagues."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from bot.storage.tables.base import Moment, metadata

received = Table(
    "received",
    metadata,
    Column("app", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("conversation", String(80), nullable=False),
    # What it was, never what it said.
    Column("kind", String(32), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=True),
    Column("settled_at", Moment, nullable=True),
    Index("ix_received_received_at", "received_at"),
    Index("ix_received_state", "state", "received_at"),
    Index("ix_received_conversation", "conversation"),
)

reply_windows = Table(
    "reply_windows",
    metadata,
    Column("conversation", String(80), primary_key=True),
    Column("interaction", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("sent", Integer, nullable=False),
)

held_replies = Table(
    "held_replies",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(80), nullable=False),
    Column("app", String(64), nullable=False),
    Column("key", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("held_at", Moment, nullable=False),
    # NULL: only the person's next message can release it.
    Column("try_at", Moment, nullable=True),
    Index("ix_held_replies_conversation", "conversation"),
    Index("ix_held_replies_try_at", "try_at"),
)

shared_tokens = Table(
    "shared_tokens",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("sealed", Text, nullable=True),
    Column("expires_at", Moment, nullable=True),
    Column("leased_until", Moment, nullable=True),
)


staff_letters = Table(
    "staff_letters",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("userid", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("card", Text, nullable=True),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=True),
    Column("queued_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=True),
    Index("ix_staff_letters_state", "state", "id"),
    Index("ix_staff_letters_userid", "userid", "sent_at"),
)
