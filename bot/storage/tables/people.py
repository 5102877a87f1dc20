"""The tables of people: what is known of them, how they are reached, and what they agreed to."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.storage.tables.base import Document, Moment, metadata

# One document each of a person: a new fact in facts.yml needs no new column. PostgreSQL keeps it parsed.
people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    # The list on which a person was met first, both NULL for people of a channel; all lists are in list_entries.
    Column("source", String(64), nullable=True),
    Column("source_key", String(64), nullable=True),
    Column("town", String(64), nullable=True),
    Column("station", String(64), nullable=True),
    Column("born_on", Date, nullable=True),
    # {fact id: value} and {fact id: {"origin", "on", "basis"}}
    Column("facts", Document, nullable=False),
    Column("provenance", Document, nullable=False),
    # Encrypted with the key of the installation, or NULL: most work needs neither.
    Column("name_sealed", Text, nullable=True),
    Column("phone_sealed", Text, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("source", "source_key", name="uq_people_source_key"),
    Index("ix_people_town", "town"),
    Index("ix_people_updated_at", "updated_at"),
)

channel_identities = Table(
    "channel_identities",
    metadata,
    # Also the id of the conversation: an HMAC of the address, so that logs and Rasa never see an openid.
    Column("conversation", String(80), primary_key=True),
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("app", String(64), nullable=False),
    Column("address", String(128), nullable=False),
    # Whether the platform lets us write to the address: follows the account, is not blocked.
    Column("is_reachable", Boolean, nullable=False),
    Column("unreachable_because", String(64), nullable=True),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("channel", "app", "address", name="uq_channel_identities_address"),
    Index("ix_channel_identities_person", "person"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("origin", String(32), nullable=False),
    # The law or document that a list names, or where and how the person said yes; NULL for what was recorded before this column.
    Column("basis", String(128), nullable=True),
    Column("given_at", Moment, nullable=False),
    # Nothing is sent before this moment; NULL: no pause.
    Column("paused_until", Moment, nullable=True),
    Column("withdrawn_at", Moment, nullable=True),
    Column("withdrawn_by", String(32), nullable=True),
    Index("ix_consents_person", "person", "topic", "channel"),
)

template_grants = Table(
    "template_grants",
    metadata,
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("template", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    # How many one-off messages may still be sent; a long-term grant is not counted down.
    Column("remaining", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

# Which row of which list is whose, so that a list can be imported again; one person may stand on several.
list_entries = Table(
    "list_entries",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("source_key", String(64), primary_key=True),
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    # The day on which the list was true; NULL for what was imported before this table.
    Column("stated_on", Date, nullable=True),
    Index("ix_list_entries_person", "person"),
)

# What proves that rows of several lists are one person: digests, from which neither number nor name can be read.
strong_keys = Table(
    "strong_keys",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("origin", String(32), primary_key=True),
    Index("ix_strong_keys_person", "person"),
)

# Two records that became one person, and how they were before; once split, the proof that they stay two.
merges = Table(
    "merges",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String(32), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    # The id that was; rows of the ledger that the person already had stay under it.
    Column("other", String(32), nullable=False),
    Column("why", String(16), nullable=False),
    Column("merged_by", String(64), nullable=False),
    Column("merged_at", Moment, nullable=False),
    Column("before", Document, nullable=False),
    Column("split_by", String(64), nullable=True),
    Column("split_at", Moment, nullable=True),
    Index("ix_merges_person", "person"),
    Index("ix_merges_other", "other"),
)
