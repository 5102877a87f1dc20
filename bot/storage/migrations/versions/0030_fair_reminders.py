"""Who asked to be reminded of which fair."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "fair_reminders",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("fair", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.String(5), nullable=True),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("remind_at", sa.DateTime(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("due_version", sa.String(32), nullable=False),
        sa.Column("change_version", sa.String(32), nullable=True),
        sa.UniqueConstraint("person", "fair", name="uq_fair_reminders_once"),
    )
    op.create_index("ix_fair_reminders_fair", "fair_reminders", ["fair"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("fair_reminders")
