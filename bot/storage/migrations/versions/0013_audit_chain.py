"""The audit log says from where colleagues signed in, each row is linked to the one before, and none can be replaced."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; in SQLite, REPLACE would delete a row without asking the trigger that refuses deletions."""
    op.add_column("audit_log", sa.Column("source", sa.String(length=64), nullable=True))
    op.add_column("audit_log", sa.Column("link", sa.String(length=64), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log "
            "WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        )


def downgrade() -> None:
    """Drop the columns and the trigger."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_log_no_replace")
    op.drop_column("audit_log", "link")
    op.drop_column("audit_log", "source")
