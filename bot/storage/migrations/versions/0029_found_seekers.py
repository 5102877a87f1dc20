"""What a colleague found last with 找人, so that a number can mean one of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "found_seekers",
        sa.Column("userid", sa.String(64), primary_key=True),
        sa.Column("opening", sa.Integer(), nullable=True),
        sa.Column("seekers", DOCUMENT, nullable=False),
        sa.Column("offered", DOCUMENT, nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("found_seekers")
