"""Seekers and openings that were brought together, and what came of it; fairs and live sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_introductions()
    _make_fairs()


def _make_introductions() -> None:
    op.create_table(
        "introductions",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("opening", sa.Integer(), sa.ForeignKey("openings.id", ondelete="SET NULL"), nullable=True),
        sa.Column("referral", sa.Integer(), sa.ForeignKey("referrals.id", ondelete="SET NULL"), nullable=True),
        sa.Column("title", sa.String(64), nullable=False),
        sa.Column("employer_name", sa.String(128), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("introduced_by", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("employer_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.UniqueConstraint("person", "opening", name="uq_introductions_once"),
    )
    op.create_index("ix_introductions_conversation", "introductions", ["conversation"])
    op.create_index("ix_introductions_referral", "introductions", ["referral"])
    op.create_index("ix_introductions_opening", "introductions", ["opening"])
    op.create_index("ix_introductions_state", "introductions", ["state", "asked_at"])


def _make_fairs() -> None:
    op.create_table(
        "fairs",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(5), nullable=True),
        sa.Column("ends", sa.String(5), nullable=True),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.Column("hosts", sa.String(200), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_fairs_held_on", "fairs", ["held_on"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("fairs")
    op.drop_table("introductions")
