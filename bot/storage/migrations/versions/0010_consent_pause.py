"""Consents: until when someone wants to be left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody had paused before it."""
    op.add_column("consents", sa.Column("paused_until", sa.DateTime, nullable=True))


def downgrade() -> None:
    """Drop the column: whoever paused is told again."""
    op.drop_column("consents", "paused_until")
