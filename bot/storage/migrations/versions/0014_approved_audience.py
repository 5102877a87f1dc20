"""An approval binds to the audience that was rehearsed: how many people it was, and how many may be told at most."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; runs of before have no ceiling until they are approved again."""
    op.add_column("campaign_runs", sa.Column("audience", sa.Integer(), nullable=True))
    op.add_column("campaign_runs", sa.Column("ceiling", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("campaign_runs", "ceiling")
    op.drop_column("campaign_runs", "audience")
