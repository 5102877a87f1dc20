"""Consents: on what basis each was recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody knows the basis of consents recorded before it."""
    op.add_column("consents", sa.Column("basis", sa.String(length=128), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("consents", "basis")
