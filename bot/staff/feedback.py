"""What colleagues say of the answers they were given: one word a card, kept once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.storage import insert_new
from bot.storage.tables import staff_feedback as table


@dataclass(frozen=True)
class FeedbackGiven:
    """The word that counts, and whether it was given just now."""

    button: str
    is_new: bool


class StaffFeedback:
    """The feedback of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, task: str, userid: str, button: str, about: str | None, at: datetime) -> FeedbackGiven:
        """Keep a colleague's word about a card; a second one changes nothing."""
        key = {"task": task, "userid": userid.lower()}
        query = select(table.c.button).where(*(table.c[name] == value for name, value in key.items()))
        with self._engine.begin() as connection:
            is_new = insert_new(connection, table, {**key, "button": button, "about": about, "given_at": at})
            return FeedbackGiven(str(connection.execute(query).scalar_one()), is_new)
