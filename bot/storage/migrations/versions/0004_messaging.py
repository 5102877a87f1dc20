"""Messaging: what came in and became of it, windows, held replies, tokens, colleagues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the platforms."""
    _received()
    _reply_windows()
    _held_replies()
    _shared_tokens()
    _staff()
    _staff_letters()
    _staff_feedback()


def downgrade() -> None:
    """Drop the tables of the platforms."""
    for table in (
        "staff_feedback",
        "staff_letters",
        "staff",
        "shared_tokens",
        "held_replies",
        "reply_windows",
        "received",
    ):
        op.drop_table(table)


def _received() -> None:
    op.create_table(
        "received",
        sa.Column("app", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("settled_at", sa.DateTime, nullable=True),
    )
    op.create_index("ix_received_received_at", "received", ["received_at"])
    op.create_index("ix_received_state", "received", ["state", "received_at"])
    op.create_index("ix_received_conversation", "received", ["conversation"])


def _reply_windows() -> None:
    op.create_table(
        "reply_windows",
        sa.Column("conversation", sa.String(80), primary_key=True),
        sa.Column("interaction", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
    )


def _held_replies() -> None:
    op.create_table(
        "held_replies",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(80), nullable=False),
        sa.Column("app", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("held_at", sa.DateTime, nullable=False),
        sa.Column("try_at", sa.DateTime, nullable=True),
    )
    op.create_index("ix_held_replies_conversation", "held_replies", ["conversation"])
    op.create_index("ix_held_replies_try_at", "held_replies", ["try_at"])


def _shared_tokens() -> None:
    op.create_table(
        "shared_tokens",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("sealed", sa.Text, nullable=True),
        sa.Column("expires_at", sa.DateTime, nullable=True),
        sa.Column("leased_until", sa.DateTime, nullable=True),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("userid", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("station", sa.String(64), nullable=True),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
    )


def _staff_letters() -> None:
    op.create_table(
        "staff_letters",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("userid", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("queued_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=True),
    )
    op.create_index("ix_staff_letters_state", "staff_letters", ["state", "id"])
    op.create_index("ix_staff_letters_userid", "staff_letters", ["userid", "sent_at"])


def _staff_feedback() -> None:
    op.create_table(
        "staff_feedback",
        sa.Column("task", sa.String(128), primary_key=True),
        sa.Column("userid", sa.String(64), primary_key=True),
        sa.Column("button", sa.String(64), nullable=False),
        sa.Column("about", sa.Text, nullable=True),
        sa.Column("given_at", sa.DateTime, nullable=False),
    )
