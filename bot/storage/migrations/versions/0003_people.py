"""People: what is known of them, how they are reached, what they agreed to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the four tables of people."""
    _people()
    _channel_identities()
    _consents()
    _template_grants()


def downgrade() -> None:
    """Drop the four tables of people."""
    for table in ("template_grants", "consents", "channel_identities", "people"):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("source", sa.String(64), nullable=True),
        sa.Column("source_key", sa.String(64), nullable=True),
        sa.Column("town", sa.String(64), nullable=True),
        sa.Column("station", sa.String(64), nullable=True),
        sa.Column("born_on", sa.Date, nullable=True),
        sa.Column("facts", DOCUMENT, nullable=False),
        sa.Column("provenance", DOCUMENT, nullable=False),
        sa.Column("name_sealed", sa.Text, nullable=True),
        sa.Column("phone_sealed", sa.Text, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("source", "source_key", name="uq_people_source_key"),
    )
    op.create_index("ix_people_town", "people", ["town"])
    op.create_index("ix_people_updated_at", "people", ["updated_at"])


def _channel_identities() -> None:
    op.create_table(
        "channel_identities",
        sa.Column("conversation", sa.String(80), primary_key=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("app", sa.String(64), nullable=False),
        sa.Column("address", sa.String(128), nullable=False),
        sa.Column("is_reachable", sa.Boolean, nullable=False),
        sa.Column("unreachable_because", sa.String(64), nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("channel", "app", "address", name="uq_channel_identities_address"),
    )
    op.create_index("ix_channel_identities_person", "channel_identities", ["person"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime, nullable=True),
        sa.Column("withdrawn_by", sa.String(32), nullable=True),
    )
    op.create_index("ix_consents_person", "consents", ["person", "topic", "channel"])


def _template_grants() -> None:
    op.create_table(
        "template_grants",
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("template", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("remaining", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
