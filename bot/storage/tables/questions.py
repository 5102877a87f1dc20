"""The tables of what is asked: questions with their ratings, what colleagues propose, and counts of turns."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from bot.storage.tables.base import Document, Moment, metadata

asked_questions = Table(
    "asked_questions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(80), nullable=False),
    # The id by which the person rates the answer; nobody can guess another's.
    Column("ticket", String(32), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("door", String(16), nullable=False),
    # Masked; NULL once it need not be kept: an answer that was of use, or that nobody rated within a day.
    Column("text", Text, nullable=True),
    Column("outcome", String(16), nullable=False),
    Column("topic", String(64), nullable=True),
    Column("policy", String(64), nullable=True),
    Column("facets", Document, nullable=False),
    # useful, useless, or NULL: not rated.
    Column("rating", String(16), nullable=True),
    Column("rated_at", Moment, nullable=True),
    # [{"policy", "facet", "score"}]: what comes nearest in the knowledge base.
    Column("nearest", Document, nullable=True),
    # The likeness group: the id of its first question.
    Column("likeness", Integer, nullable=True),
    # brief: kept only until it is rated or a day has passed; open: in the queue; settled: dealt with.
    Column("state", String(16), nullable=False),
    Index("ix_asked_questions_at", "at"),
    Index("ix_asked_questions_state", "state", "at"),
    Index("ix_asked_questions_likeness", "likeness"),
    Index("ix_asked_questions_conversation", "conversation"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # alias, question, correction
    Column("kind", String(16), nullable=False),
    Column("policy", String(64), nullable=True),
    Column("facet", String(24), nullable=True),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=True),
    # The likeness group it came from.
    Column("question", Integer, nullable=True),
    Column("proposed_by", String(64), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    # open, done, declined
    Column("state", String(16), nullable=False),
    Column("settled_by", String(64), nullable=True),
    Column("settled_at", Moment, nullable=True),
    Index("ix_proposals_state", "state", "id"),
)

# How many turns ended how and how fast, by hour; no texts and no people.
turn_counts = Table(
    "turn_counts",
    metadata,
    Column("hour", Moment, primary_key=True),
    Column("door", String(16), primary_key=True),
    Column("outcome", String(16), primary_key=True),
    # The empty string where it concerns none.
    Column("topic", String(64), primary_key=True),
    # The upper bound of the duration in milliseconds; 0: longer than the longest.
    Column("within", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)
