"""Which conversations were erased lately, by digest; and the last moment at which the clock was believed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erased_keys",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "clock_marks",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_erased_keys_erased_at", "erased_keys", ["erased_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("clock_marks")
    op.drop_table("erased_keys")
