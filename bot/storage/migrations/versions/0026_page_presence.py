"""When the page of a person who called last asked what is new."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("referrals", sa.Column("page_seen_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("referrals", "page_seen_at")
