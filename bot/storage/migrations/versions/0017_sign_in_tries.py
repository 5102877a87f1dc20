"""Wrong tries to sign in are counted by account and place, so that nobody elsewhere is locked out by them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and drop the counts of whole accounts."""
    op.create_table(
        "sign_in_tries",
        sa.Column("userid", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("waits_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["userid"], ["staff.userid"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("userid", "place"),
    )
    with op.batch_alter_table("staff_accounts") as table:
        table.drop_column("failures")
        table.drop_column("locked_until")


def downgrade() -> None:
    """Count for whole accounts again."""
    op.add_column("staff_accounts", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("staff_accounts", sa.Column("locked_until", sa.DateTime(), nullable=True))
    op.drop_table("sign_in_tries")
