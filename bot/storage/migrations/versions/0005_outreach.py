"""Outreach: runs of campaigns, the ledger of notices, events, the web inbox, 敲门."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables of notices."""
    _campaign_runs()
    _notices()
    _campaign_log()
    _leases()
    _knocks()
    _web_inbox()
    _delivery_events()
    _erased_counts()


def downgrade() -> None:
    """Drop the tables of notices."""
    for table in (
        "erased_counts",
        "delivery_events",
        "web_inbox",
        "knocks",
        "leases",
        "campaign_log",
        "notices",
        "campaign_runs",
    ):
        op.drop_table(table)


def _campaign_runs() -> None:
    op.create_table(
        "campaign_runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("content", sa.String(32), nullable=False),
        sa.Column("told", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(128), nullable=True),
        sa.Column("rehearsed_by", sa.String(64), nullable=True),
        sa.Column("rehearsed_at", sa.DateTime, nullable=True),
        sa.Column("approved_by", sa.String(64), nullable=True),
        sa.Column("approved_at", sa.DateTime, nullable=True),
        sa.Column("proposed_at", sa.DateTime, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=True),
        sa.Column("planned_at", sa.DateTime, nullable=True),
        sa.Column("held_at", sa.DateTime, nullable=True),
        sa.Column("not_before", sa.DateTime, nullable=True),
        sa.UniqueConstraint("campaign", "kind", "version", name="uq_campaign_runs_version"),
    )
    op.create_index("ix_campaign_runs_state", "campaign_runs", ["state"])


def _notices() -> None:
    op.create_table(
        "notices",
        *_what_a_notice_is(),
        *_what_came_of_it(),
        sa.UniqueConstraint("person", "policy", "version", "kind", name="uq_notices_once"),
    )
    op.create_index("ix_notices_key", "notices", ["key"])
    op.create_index("ix_notices_run", "notices", ["run", "state", "id"])
    op.create_index("ix_notices_started", "notices", ["run", "started_at"])
    op.create_index("ix_notices_person", "notices", ["person", "started_at"])
    op.create_index("ix_notices_conversation", "notices", ["conversation", "started_at"])
    op.create_index("ix_notices_message_id", "notices", ["message_id"])
    claimed = sa.text("state = 'claimed'")
    op.create_index(
        "uq_notices_on_the_way", "notices", ["person"], unique=True, sqlite_where=claimed, postgresql_where=claimed
    )


def _what_a_notice_is() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("campaign", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("way", sa.String(16), nullable=True),
        sa.Column("conversation", sa.String(80), nullable=True),
        sa.Column("template", sa.String(64), nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.DateTime, nullable=True),
        sa.Column("not_after", sa.DateTime, nullable=False),
    )


def _what_came_of_it() -> tuple[sa.Column, ...]:
    return (
        sa.Column("lease_holder", sa.String(32), nullable=True),
        sa.Column("lease_until", sa.DateTime, nullable=True),
        sa.Column("planned_at", sa.DateTime, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=True),
        sa.Column("sent_at", sa.DateTime, nullable=True),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("delivered_at", sa.DateTime, nullable=True),
        sa.Column("read_at", sa.DateTime, nullable=True),
        sa.Column("asked_at", sa.DateTime, nullable=True),
        sa.Column("answer", sa.String(16), nullable=True),
        sa.Column("answered_at", sa.DateTime, nullable=True),
        sa.Column("follow_up_at", sa.DateTime, nullable=True),
        sa.Column("follow_up_of", sa.Integer, nullable=True),
    )


def _campaign_log() -> None:
    op.create_table(
        "campaign_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("campaign", sa.String(64), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.String(128), nullable=True),
    )
    op.create_index("ix_campaign_log_run", "campaign_log", ["run", "id"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )


def _knocks() -> None:
    op.create_table(
        "knocks",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("campaign", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("station", sa.String(64), nullable=True),
        sa.Column("notice", sa.Integer, nullable=True),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("closed_by", sa.String(64), nullable=True),
        sa.Column("closed_at", sa.DateTime, nullable=True),
        sa.UniqueConstraint("run", "person", name="uq_knocks_once"),
    )
    op.create_index("ix_knocks_station", "knocks", ["station", "state"])
    op.create_index("ix_knocks_person", "knocks", ["person"])


def _web_inbox() -> None:
    op.create_table(
        "web_inbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("notice", sa.Integer, nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=True),
    )
    op.create_index("ix_web_inbox_conversation", "web_inbox", ["conversation", "id"])


def _delivery_events() -> None:
    op.create_table(
        "delivery_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_delivery_events_message_id", "delivery_events", ["message_id"])


def _erased_counts() -> None:
    op.create_table(
        "erased_counts",
        sa.Column("campaign", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(16), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
