"""What someone who asks for a person has said so far, until it becomes a referral or is forgotten. Each method is one short transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from bot.storage import put
from bot.storage.tables import referral_drafts as table

# Whoever comes back later is asked anew.
LASTS = timedelta(minutes=30)


class DraftStep(str, Enum):
    """What the person was asked last."""

    OFFERED = "offered"
    AREA = "area"
    PHONE = "phone"


@dataclass(frozen=True)
class Draft:
    """A call that is not made yet."""

    conversation: str
    step: DraftStep
    asked_at: datetime
    area: str | None = None
    topic: str | None = None
    policy: str | None = None
    question: str | None = None

    def at(self, step: DraftStep, asked_at: datetime, area: str | None = None) -> Draft:
        """Return the draft with the next question asked."""
        return replace(self, step=step, asked_at=asked_at, area=area or self.area)


class Drafts:
    """The drafts of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, conversation: str, at: datetime) -> Draft | None:
        """Return what someone is being asked."""
        this = (table.c.conversation == conversation, table.c.asked_at > at - LASTS)
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(*this)).first()
        if row is None:
            return None
        return Draft(row.conversation, DraftStep(row.step), row.asked_at, row.area, row.topic, row.policy, row.question)

    def keep(self, draft: Draft) -> None:
        """Keep what was said."""
        values: dict[str, Any] = {
            "step": draft.step.value,
            "area": draft.area,
            "topic": draft.topic,
            "policy": draft.policy,
            "question": draft.question,
            "asked_at": draft.asked_at,
        }
        with self._engine.begin() as connection:
            put(connection, table, {"conversation": draft.conversation}, values)

    def drop(self, conversation: str) -> None:
        """Forget what was said."""
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.conversation == conversation))

    def forget_old(self, at: datetime) -> None:
        """Delete the drafts that nobody goes on with."""
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.asked_at <= at - LASTS))
