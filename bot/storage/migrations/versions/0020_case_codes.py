"""The codes by which people find their call again on another day or device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "case_codes",
        sa.Column("referral", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("conversation", sa.String(length=80), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["referral"], ["referrals.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("referral"),
    )
    op.create_index("ix_case_codes_conversation", "case_codes", ["conversation"])


def downgrade() -> None:
    """Forget the codes; whoever asks how far it is in the talk still hears it."""
    op.drop_table("case_codes")
