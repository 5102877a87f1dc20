"""One person on several lists: which rows are whose, what proves it, and what was merged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables; every person of a list has the row of that list. Digests come when a list is imported again."""
    op.create_table(
        "list_entries",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("source_key", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_list_entries_person", "list_entries", ["person"])
    op.create_table(
        "strong_keys",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("origin", sa.String(32), primary_key=True),
    )
    op.create_index("ix_strong_keys_person", "strong_keys", ["person"])
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("other", sa.String(32), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("merged_by", sa.String(64), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("before", DOCUMENT, nullable=False),
        sa.Column("split_by", sa.String(64), nullable=True),
        sa.Column("split_at", sa.DateTime(), nullable=True),
    )
    op.create_index("ix_merges_person", "merges", ["person"])
    op.create_index("ix_merges_other", "merges", ["other"])
    op.execute(
        "INSERT INTO list_entries (source, source_key, person) "
        "SELECT source, source_key, id FROM people WHERE source IS NOT NULL AND source_key IS NOT NULL"
    )


def downgrade() -> None:
    """Drop the tables: people who were merged stay so, and an older version knows each by the first list only."""
    for table in ("merges", "strong_keys", "list_entries"):
        op.drop_table(table)
