"""Chat: offered choices and stored replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables of the chat."""
    op.create_table(
        "offered_choices",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("offered_at", sa.DateTime, nullable=False),
        sa.Column("is_latest", sa.Boolean, nullable=False),
    )
    op.create_index("ix_offered_choices_conversation", "offered_choices", ["conversation", "is_latest"])
    op.create_index("ix_offered_choices_offered_at", "offered_choices", ["offered_at"])
    op.create_table(
        "stored_replies",
        sa.Column("conversation", sa.String(80), primary_key=True),
        sa.Column("request", sa.String(36), primary_key=True),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.Column("replies", sa.Text, nullable=True),
    )
    op.create_index("ix_stored_replies_claimed_at", "stored_replies", ["claimed_at"])


def downgrade() -> None:
    """Drop the two tables of the chat."""
    op.drop_table("stored_replies")
    op.drop_table("offered_choices")
