"""Answers that colleagues called wrong on the card under a lookup on WeCom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.storage.tables import staff_feedback as table

WRONG = "wrong"


@dataclass(frozen=True)
class WrongCard:
    """What was called wrong, how often and when last; ``asked`` are the colleague's own words."""

    policy: str
    facet: str
    asked: str
    count: int
    last_at: datetime


def wrong_cards(engine: Engine, since: datetime, limit: int = 100) -> list[WrongCard]:
    """Return what was called wrong since a moment, the latest first."""
    last = func.max(table.c.given_at)
    query = (
        select(table.c.about, func.count(), last)
        .where(table.c.button == WRONG, table.c.given_at >= since, table.c.about.is_not(None))
        .group_by(table.c.about)
        .order_by(last.desc(), table.c.about)
    )
    with engine.connect() as connection:
        return [_card(*row) for row in connection.execute(query.limit(limit))]


def _card(about: str, count: int, last_at: datetime) -> WrongCard:
    # As bot.wording.office.wecom.about_text writes it.
    policy, _, rest = about.partition("/")
    facet, _, asked = rest.partition("/")
    return WrongCard(policy, facet, asked, count, last_at)
