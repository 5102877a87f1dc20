"""Takes what a person says of an answer: by the ticket of the answer, or of the last answer of the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select, update
from sqlalchemy.engine import Engine

from bot.questions.states import RATABLE, UNANSWERED, QuestionState, Rating
from bot.storage.tables import asked_questions as table

# After so long, a word such as "不对" is about something else.
RATED_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True)
class LastAnswer:
    """The last answer of a conversation, and how its turn ended."""

    ticket: str
    outcome: str


def rate(engine: Engine, conversation: str, ticket: str, rating: Rating, at: datetime) -> bool:
    """Keep what a person says of one of their own answers, the last word counting; False when there is no such answer.

    Words that were kept for a rating only are deleted once the answer was of use; an answer that was of none is looked at,
    and leaves the queue again when the person thinks better of it.
    """
    this = (table.c.conversation == conversation, table.c.ticket == ticket, table.c.outcome.in_(RATABLE))
    is_settled = table.c.state == QuestionState.SETTLED.value
    # A question of the person's own that was not answered stays in the queue: what is missing is still missing.
    is_missing = table.c.outcome.in_(UNANSWERED)
    values = {"rating": rating.value, "rated_at": at}
    if rating is Rating.USELESS:
        values["state"] = case((is_settled, table.c.state), else_=QuestionState.OPEN.value)
    else:
        keeps = is_settled | is_missing
        values["state"] = case((keeps, table.c.state), else_=QuestionState.BRIEF.value)
        values["text"] = case((keeps, table.c.text), else_=None)
        values["likeness"] = case((keeps, table.c.likeness), else_=None)
    with engine.begin() as connection:
        return bool(connection.execute(update(table).where(*this).values(**values)).rowcount)


def unrated(engine: Engine, conversation: str, at: datetime) -> LastAnswer | None:
    """Return the last answer of a conversation, unless it was rated already or is too old to be spoken of."""
    columns = (table.c.ticket, table.c.outcome, table.c.rating)
    this = (table.c.conversation == conversation, table.c.at >= at - RATED_WITHIN)
    with engine.connect() as connection:
        row = connection.execute(select(*columns).where(*this).order_by(table.c.id.desc()).limit(1)).first()
    if row is None or row.rating is not None or row.outcome not in RATABLE:
        return None
    return LastAnswer(row.ticket, row.outcome)
