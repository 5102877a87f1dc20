"""Forgets people who want nothing of us any more: no consent in force, and nothing heard of them since a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, not_, select
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.people.consents import KEPT_FACTS
from bot.people.erase import erase_within
from bot.storage import alone
from bot.storage.tables import channel_identities, consents, conversations, people

BATCH = 500


def count_untouched(engine: Engine, before: datetime) -> int:
    """Return how many people `forget_untouched` would erase."""
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(people).where(_untouched(before))).scalar_one())


def forget_untouched(
    engine: Engine, before: datetime, at: datetime, after_batch: Callable[[int], None] | None = None
) -> int:
    """Erase the people without a consent in force of whom nothing changed and with whom nobody spoke since a moment.

    Returns how many; ``after_batch`` is told the number so far. May be run again after it broke off.
    """
    forgotten = 0
    while True:
        with alone(engine, "retention") as connection:
            query = select(people.c.id).where(_untouched(before)).order_by(people.c.id).limit(BATCH).with_for_update()
            batch = list(connection.execute(query).scalars())
            for person in batch:
                erase_within(connection, person, at)
        if not batch:
            return forgotten
        forgotten += len(batch)
        if after_batch is not None:
            after_batch(forgotten)


def _untouched(before: datetime) -> ColumnElement[Any]:
    # Facts are kept for telling: without a topic to be told of, that consent alone holds nobody here.
    of_topic = consents.c.topic != KEPT_FACTS
    agrees = exists().where(consents.c.person == people.c.id, consents.c.withdrawn_at.is_(None), of_topic)
    theirs = and_(channel_identities.c.person == people.c.id, conversations.c.id == channel_identities.c.conversation)
    spoke = exists().where(theirs, conversations.c.updated_at >= before)
    return and_(people.c.updated_at < before, not_(agrees), not_(spoke))
