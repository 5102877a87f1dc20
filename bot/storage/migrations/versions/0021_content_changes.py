"""Changes of the knowledge base: who proposed what, and what became of it; and up to which line a colleague has read a talk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "content_changes",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(160), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("files", DOCUMENT, nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposed_by", sa.String(64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("revision", sa.String(64), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
    )
    op.create_index("ix_content_changes_state", "content_changes", ["state", "id"])
    op.add_column("takeovers", sa.Column("read_line", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop the table, for what was published is in git, and the column."""
    op.drop_column("takeovers", "read_line")
    op.drop_table("content_changes")
