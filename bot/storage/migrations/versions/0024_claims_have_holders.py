"""Which process claimed a request: what a dead one had claimed is played again at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; claims of before have no holder and are over after their time."""
    op.add_column("stored_replies", sa.Column("holder", sa.String(length=32), nullable=True))


def downgrade() -> None:
    """Forget who claimed; a claim of a dead process is over after its time."""
    with op.batch_alter_table("stored_replies") as table:
        table.drop_column("holder")
