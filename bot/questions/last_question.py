"""What someone asked last, for the colleague who is to help them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.storage.tables import asked_questions as table


@dataclass(frozen=True)
class LastQuestion:
    """A question as it is kept: masked."""

    topic: str | None
    policy: str | None
    text: str


def last_question_of(engine: Engine, conversation: str) -> LastQuestion | None:
    """Return the last question of a conversation whose words are kept."""
    query = select(table.c.topic, table.c.policy, table.c.text)
    this = (table.c.conversation == conversation, table.c.text.is_not(None))
    with engine.connect() as connection:
        row = connection.execute(query.where(*this).order_by(table.c.id.desc()).limit(1)).first()
    return None if row is None else LastQuestion(row.topic, row.policy, row.text)
