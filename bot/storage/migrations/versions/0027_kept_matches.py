"""What was found for seekers in a night, and the pieces of that work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "kept_matches",
        sa.Column(
            "seeker",
            sa.Integer(),
            sa.ForeignKey("seekers.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("best", DOCUMENT, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_kept_matches_person", "kept_matches", ["person"])
    op.create_index("ix_kept_matches_night", "kept_matches", ["night"])
    op.create_table(
        "match_blocks",
        sa.Column("night", sa.Date(), primary_key=True),
        sa.Column("trade", sa.String(32), primary_key=True),
        sa.Column("town", sa.String(64), primary_key=True),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("seekers", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(32), nullable=True),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("match_blocks")
    op.drop_table("kept_matches")
