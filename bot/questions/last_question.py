"""What someone asked, for the colleague who is to help them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class EarlierQuestion:
    """A question of a conversation, masked, with what its answer was about; ``outcome`` says how it ended."""

    at: datetime
    text: str
    outcome: str
    policy: str | None
    facets: tuple[str, ...]


def questions_of(engine: Engine, conversation: str, most: int) -> list[EarlierQuestion]:
    """Return the latest questions of a conversation whose words are kept, oldest first."""
    this = (table.c.conversation == conversation, table.c.text.is_not(None))
    query = select(table).where(*this).order_by(table.c.id.desc()).limit(most)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [
        EarlierQuestion(row.at, row.text, row.outcome, row.policy, tuple(row.facets or ())) for row in reversed(rows)
    ]
