"""What erased people leave in the reports of campaigns becomes stages instead of states; an index for what was sent in a time;
the rehearsal that is approved is kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
# Which stages a notice had come to that ended in a state; states that say nothing of a letter leave no number.
STAGES = {
    "sent": ("told",),
    "delivered": ("told", "delivered"),
    "read": ("told", "delivered", "read"),
    **{name: (name,) for name in ("failed", "unknown", "suppressed", "expired", "cancelled")},
}
STATES = {"told": {"sent": 1}, "delivered": {"delivered": 1, "sent": -1}, "read": {"read": 1, "delivered": -1}}


def upgrade() -> None:
    """Count stages; make the index and the column."""
    with op.batch_alter_table("erased_counts") as table:
        table.alter_column("state", new_column_name="stage", existing_type=sa.String(16), existing_nullable=False)
    shares = {state: dict.fromkeys(stages, 1) for state, stages in STAGES.items()}
    _count_anew("stage", shares)
    op.create_index("ix_notices_sent", "notices", ["sent_at"])
    op.add_column("campaign_runs", sa.Column("rehearsal", DOCUMENT, nullable=True))


def downgrade() -> None:
    """Count states again; drop the index and the column."""
    with op.batch_alter_table("campaign_runs") as table:
        table.drop_column("rehearsal")
    op.drop_index("ix_notices_sent", "notices")
    with op.batch_alter_table("erased_counts") as table:
        table.alter_column("stage", new_column_name="state", existing_type=sa.String(16), existing_nullable=False)
    ends = {name: {name: 1} for name in ("failed", "unknown", "suppressed", "expired", "cancelled")}
    _count_anew("state", {**STATES, **ends})


def _count_anew(column: str, shares: dict[str, dict[str, int]]) -> None:
    table = sa.table("erased_counts", sa.column("campaign"), sa.column(column), sa.column("count"))
    found: dict[tuple[str, str], int] = {}
    connection = op.get_bind()
    for campaign, old, count in connection.execute(sa.select(table)).all():
        for new, share in shares.get(old, {}).items():
            found[campaign, new] = found.get((campaign, new), 0) + share * count
    connection.execute(sa.delete(table))
    for (campaign, new), count in found.items():
        if count > 0:
            connection.execute(table.insert().values({"campaign": campaign, column: new, "count": count}))
