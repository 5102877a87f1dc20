"""Who looks for work and agreed to be introduced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "seekers",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("trade", sa.String(32), nullable=True),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("pay_period", sa.String(8), nullable=False),
        sa.Column("form", sa.String(16), nullable=True),
        sa.Column("works_nights", sa.Boolean(), nullable=True),
        sa.Column("certificates", DOCUMENT, nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("asked", sa.String(16), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("person", name="uq_seekers_person"),
    )
    op.create_index("ix_seekers_conversation", "seekers", ["conversation"])
    op.create_index("ix_seekers_trade", "seekers", ["trade", "town"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("seekers")
