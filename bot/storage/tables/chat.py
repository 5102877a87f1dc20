"""The tables of the chat: choices offered, replies given, what conversations remember."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from bot.storage.tables.base import Moment, metadata

offered_choices = Table(
    "offered_choices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(80), nullable=False),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("is_latest", Boolean, nullable=False),
    Index("ix_offered_choices_conversation", "conversation", "is_latest"),
    Index("ix_offered_choices_offered_at", "offered_at"),
)

stored_replies = Table(
    "stored_replies",
    metadata,
    Column("conversation", String(80), primary_key=True),
    Column("request", String(36), primary_key=True),
    Column("claimed_at", Moment, nullable=False),
    # The process that plays it; null for claims of before.
    Column("holder", String(32), nullable=True),
    Column("replies", Text, nullable=True),
    Index("ix_stored_replies_claimed_at", "claimed_at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_conversations_updated_at", "updated_at"),
)
