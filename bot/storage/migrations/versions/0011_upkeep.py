"""Upkeep: a row by which writing is tried; alarms are computed from the runs and no longer stored, let alone pickled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of the probe, and drop the one that APScheduler had made for itself."""
    op.create_table(
        "write_probe",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.execute("DROP TABLE IF EXISTS outreach_alarms")


def downgrade() -> None:
    """Drop the probe; an older version makes its alarms anew."""
    op.drop_table("write_probe")
