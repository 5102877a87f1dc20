"""The table of changes of the knowledge base that colleagues propose, publish and undo. The content itself is in git."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from bot.storage.tables.base import Document, Moment, metadata

content_changes = Table(
    "content_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # amount, sentence, names, questions, undo
    Column("kind", String(16), nullable=False),
    # The parameter, the policy, policy/facet or policy/statement.
    Column("about", String(160), nullable=False),
    Column("title", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    # {path below the folder: [text before, text after]}; null where there is no file.
    Column("files", Document, nullable=False),
    Column("begins_on", Date, nullable=True),
    # proposed, published, declined, withdrawn
    Column("state", String(16), nullable=False),
    Column("proposed_by", String(64), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("decided_by", String(64), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("remark", Text, nullable=True),
    Column("revision", String(64), nullable=True),
    Column("undoes", Integer, nullable=True),
    # The proposal of a colleague that it carries out.
    Column("proposal", Integer, nullable=True),
    Index("ix_content_changes_state", "state", "id"),
)
