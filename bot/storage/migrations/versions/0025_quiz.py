"""What colleagues answered in the quiz, and what they were asked last on WeCom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables.base import Document

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "quiz_answers",
        sa.Column("userid", sa.String(64), sa.ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.String(16), primary_key=True),
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_quiz_answers_answered_at", "quiz_answers", ["answered_at"])
    op.create_table(
        "quiz_asked",
        sa.Column("userid", sa.String(64), sa.ForeignKey("staff.userid", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("choices", Document, nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("quiz_asked")
    op.drop_table("quiz_answers")
