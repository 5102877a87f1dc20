"""Referrals: who serves which area, what was promised and done, talks that a person took over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _station_areas()
    _referral_drafts()
    _referrals()
    _referral_events()
    _takeovers()
    _talk_lines()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("talk_lines", "takeovers", "referral_events", "referrals", "referral_drafts", "station_areas"):
        op.drop_table(table)


def _station_areas() -> None:
    op.create_table(
        "station_areas",
        sa.Column("area", sa.String(length=64), nullable=False),
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("area"),
    )


def _referral_drafts() -> None:
    op.create_table(
        "referral_drafts",
        sa.Column("conversation", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("area", sa.String(length=64), nullable=True),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("policy", sa.String(length=64), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
    )


def _referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("conversation", sa.String(length=80), nullable=True),
        sa.Column("knock", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=64), nullable=True),
        sa.Column("station", sa.String(length=64), nullable=True),
        sa.Column("assigned_to", sa.String(length=64), nullable=True),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("policy", sa.String(length=64), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("contact_due_at", sa.DateTime(), nullable=False),
        sa.Column("introduce_due_at", sa.DateTime(), nullable=False),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.Column("introduced_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("contact_escalated_at", sa.DateTime(), nullable=True),
        sa.Column("introduce_escalated_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("knock"),
    )
    _referral_indices()


def _referral_indices() -> None:
    op.create_index("ix_referrals_assigned", "referrals", ["assigned_to", "state"])
    op.create_index("ix_referrals_conversation", "referrals", ["conversation"])
    op.create_index("ix_referrals_opened_at", "referrals", ["opened_at"])
    op.create_index("ix_referrals_person", "referrals", ["person"])
    op.create_index("ix_referrals_state", "referrals", ["state", "contact_due_at"])
    op.create_index("ix_referrals_station", "referrals", ["station", "state", "contact_due_at"])
    op.create_index(
        "uq_referrals_open_call",
        "referrals",
        ["conversation"],
        unique=True,
        sqlite_where=sa.text("kind = 'call' AND state <> 'closed'"),
        postgresql_where=sa.text("kind = 'call' AND state <> 'closed'"),
    )


def _referral_events() -> None:
    op.create_table(
        "referral_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("referral", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("conversation", sa.String(length=80), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["referral"], ["referrals.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_referral_events_conversation", "referral_events", ["conversation"])
    op.create_index("ix_referral_events_person", "referral_events", ["person"])
    op.create_index("ix_referral_events_referral", "referral_events", ["referral", "id"])


def _takeovers() -> None:
    op.create_table(
        "takeovers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(length=80), nullable=False),
        sa.Column("referral", sa.Integer(), nullable=True),
        sa.Column("userid", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("last_key", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_takeovers_open",
        "takeovers",
        ["conversation"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _talk_lines() -> None:
    op.create_table(
        "talk_lines",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("takeover", sa.Integer(), nullable=True),
        sa.Column("conversation", sa.String(length=80), nullable=False),
        sa.Column("speaker", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["takeover"], ["takeovers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_talk_lines_conversation", "talk_lines", ["conversation", "id"])
    op.create_index("ix_talk_lines_state", "talk_lines", ["state", "id"])
