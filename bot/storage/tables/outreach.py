"""The tables of notices: runs of campaigns, the ledger, what platforms reported, the web inbox, 敲门."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.tables.base import Document, Moment, metadata

# One campaign for one version of its policy: what is rehearsed, approved, paused and stopped.
campaign_runs = Table(
    "campaign_runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("campaign", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("policy", String(64), nullable=False),
    Column("version", String(32), nullable=False),
    # A digest of the campaign as it was rehearsed: edited afterwards, it must be approved again.
    Column("content", String(32), nullable=False),
    # What people are told of the policy, by facet, so that a later version can say what changed.
    Column("told", Document, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(128), nullable=True),
    Column("rehearsed_by", String(64), nullable=True),
    Column("rehearsed_at", Moment, nullable=True),
    Column("approved_by", String(64), nullable=True),
    Column("approved_at", Moment, nullable=True),
    # How many people were to be told when it was rehearsed, and beyond how many it pauses and asks again.
    Column("audience", Integer, nullable=True),
    Column("ceiling", Integer, nullable=True),
    # What that rehearsal found, in numbers and samples, without the id of anyone.
    Column("rehearsal", Document, nullable=True),
    Column("proposed_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=True),
    Column("planned_at", Moment, nullable=True),
    # Whoever claims writes here first: the row lock makes pausing take effect at once and the daily cap exact.
    Column("held_at", Moment, nullable=True),
    Column("not_before", Moment, nullable=True),
    UniqueConstraint("campaign", "kind", "version", name="uq_campaign_runs_version"),
    Index("ix_campaign_runs_state", "state"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, nullable=False),
    Column("campaign", String(64), nullable=False),
    Column("person", String(32), nullable=False),
    Column("policy", String(64), nullable=False),
    Column("version", String(32), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("key", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=True),
    Column("way", String(16), nullable=True),
    Column("conversation", String(80), nullable=True),
    Column("template", String(64), nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment, nullable=True),
    Column("not_after", Moment, nullable=False),
    Column("lease_holder", String(32), nullable=True),
    Column("lease_until", Moment, nullable=True),
    Column("planned_at", Moment, nullable=False),
    # Committed just before the letter leaves: a claimed row that has it may have been sent, one that lacks it was not.
    Column("started_at", Moment, nullable=True),
    Column("sent_at", Moment, nullable=True),
    Column("message_id", String(64), nullable=True),
    Column("delivered_at", Moment, nullable=True),
    Column("read_at", Moment, nullable=True),
    Column("asked_at", Moment, nullable=True),
    Column("answer", String(16), nullable=True),
    Column("answered_at", Moment, nullable=True),
    Column("follow_up_at", Moment, nullable=True),
    Column("follow_up_of", Integer, nullable=True),
    UniqueConstraint("person", "policy", "version", "kind", name="uq_notices_once"),
    Index("ix_notices_key", "key"),
    Index("ix_notices_run", "run", "state", "id"),
    Index("ix_notices_started", "run", "started_at"),
    Index("ix_notices_person", "person", "started_at"),
    Index("ix_notices_conversation", "conversation", "started_at"),
    Index("ix_notices_message_id", "message_id"),
    Index("ix_notices_sent", "sent_at"),
    # Nobody has two letters on the way at once, whatever the number of workers.
    Index(
        "uq_notices_on_the_way",
        "person",
        unique=True,
        sqlite_where=text("state = 'claimed'"),
        postgresql_where=text("state = 'claimed'"),
    ),
)

campaign_log = Table(
    "campaign_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, nullable=False),
    Column("campaign", String(64), nullable=False),
    Column("act", String(16), nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", String(128), nullable=True),
    Index("ix_campaign_log_run", "run", "id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", Moment, nullable=False),
)

knocks = Table(
    "knocks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, nullable=False),
    Column("campaign", String(64), nullable=False),
    Column("person", String(32), nullable=False),
    Column("station", String(64), nullable=True),
    Column("notice", Integer, nullable=True),
    Column("reason", String(64), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("outcome", String(32), nullable=True),
    Column("closed_by", String(64), nullable=True),
    Column("closed_at", Moment, nullable=True),
    UniqueConstraint("run", "person", name="uq_knocks_once"),
    Index("ix_knocks_station", "station", "state"),
    Index("ix_knocks_person", "person"),
)

web_inbox = Table(
    "web_inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(80), nullable=False),
    Column("notice", Integer, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("read_at", Moment, nullable=True),
    Index("ix_web_inbox_conversation", "conversation", "id"),
)

# What a platform reports of a message before we recorded that it was sent; applied and deleted afterwards.
delivery_events = Table(
    "delivery_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=True),
    Column("at", Moment, nullable=False),
    Index("ix_delivery_events_message_id", "message_id"),
)

# All that is kept of a person who was erased: how many first letters of a campaign came to each stage of its report.
erased_counts = Table(
    "erased_counts",
    metadata,
    Column("campaign", String(64), primary_key=True),
    Column("stage", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)
