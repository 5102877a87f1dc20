"""Employers and their openings, and which row of which list is which opening."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
PUBLIC = "state = 'passed'"


def upgrade() -> None:
    """Make the tables."""
    _make_employers()
    _make_openings()
    op.create_table(
        "opening_entries",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("source_key", sa.String(64), primary_key=True),
        sa.Column("opening", sa.Integer(), sa.ForeignKey("openings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_opening_entries_opening", "opening_entries", ["opening"])


def _make_employers() -> None:
    op.create_table(
        "employers",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("credit_code", sa.String(18), nullable=True, unique=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("name_key", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=True),
        sa.Column("size", sa.String(32), nullable=True),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("contact_sealed", sa.Text(), nullable=True),
        sa.Column("phone_sealed", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_employers_name_key", "employers", ["name_key"])


def _make_openings() -> None:
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("employer", sa.Integer(), sa.ForeignKey("employers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("title", sa.String(64), nullable=False),
        sa.Column("trade", sa.String(32), nullable=False),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.Column("duties", sa.Text(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("hours", sa.String(200), nullable=True),
        sa.Column("insurance", sa.String(200), nullable=True),
        sa.Column("pay_text", sa.String(100), nullable=True),
        sa.Column("pay_period", sa.String(8), nullable=True),
        sa.Column("pay_low", sa.Integer(), nullable=True),
        sa.Column("pay_high", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(16), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("hidden_sealed", sa.Text(), nullable=True),
        sa.Column("flags", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("judged_by", sa.String(64), nullable=True),
        sa.Column("judged_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_openings_employer", "openings", ["employer"])
    op.create_index("ix_openings_state", "openings", ["state", "created_at"])
    for columns in (["trade", "town"], ["trade"], ["town"]):
        op.create_index(
            f"ix_openings_by_{'_'.join(columns)}",
            "openings",
            [*columns, "pay_period", "pay_high", "id"],
            sqlite_where=sa.text(PUBLIC),
            postgresql_where=sa.text(PUBLIC),
        )


def downgrade() -> None:
    """Drop the tables; the lists can be imported again."""
    for table in ("opening_entries", "openings", "employers"):
        op.drop_table(table)
