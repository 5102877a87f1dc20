"""Keeps what was asked and how it ended, masked, with a ticket by which the answer can be rated. The ``Keeper`` of front's turns."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.conversation import IncomingMessage, Outcome, TurnOutcome
from bot.questions.states import OFFICE_WISH, RATABLE, UNANSWERED, QuestionState, door_of
from bot.questions.turn_counts import TurnCounts
from bot.storage.tables import asked_questions as table
from bot.text import mask

logger = logging.getLogger(__name__)

# Whoever is handed over so soon after a message that was not understood was not understood again.
STILL_THE_SAME = timedelta(minutes=30)
ASKS_FOR_A_PERSON = re.compile("人工|真人|活人|客服|红娘|找人|找个人|专人|工作人员|打电话|回电|联系我")


class QuestionKeeper:
    """Keeps the questions of one installation.

    Args:
        counts: where turns are counted, too; None where nobody looks at counts.
    """

    def __init__(self, engine: Engine, counts: TurnCounts | None = None) -> None:
        self._engine = engine
        self._counts = counts

    def keep(
        self, spoken: IncomingMessage, ended: Sequence[TurnOutcome], seconds: float, at: datetime
    ) -> list[str | None]:
        """Return for each reply the ticket by which it can be rated, or None; never raises."""
        tickets: list[str | None] = [None] * len(ended)
        try:
            if self._counts is not None and ended:
                self._counts.add(door_of(spoken.conversation), ended[0].outcome, ended[0].topic, seconds, at)
            place = _ratable(spoken, ended)
            handed_over = next((each for each in ended if each.outcome == Outcome.HANDOFF.value), None)
            if place is not None:
                tickets[place] = self._write(spoken, ended[place], at)
            elif handed_over is not None:
                self._write_handed_over(spoken, handed_over, at)
        except Exception as error:
            # Whatever went wrong here, the person gets the answer; the error's text may hold their words.
            fields = {"conversation": spoken.conversation, "error": type(error).__name__}
            logger.error("a question was not kept", extra={"fields": fields})
            return [None] * len(ended)
        return tickets

    def _write(self, spoken: IncomingMessage, ended: TurnOutcome, at: datetime) -> str:
        """Write one question down and return its ticket."""
        is_open = spoken.payload is None and ended.outcome in UNANSWERED
        # Facts stated in a check are used for that check only, as the person is told: their words are never kept.
        text = None if ended.outcome == Outcome.VERDICT.value else mask(spoken.text)
        row = _row(spoken, ended, text, QuestionState.OPEN if is_open else QuestionState.BRIEF, at)
        with self._engine.begin() as connection:
            connection.execute(insert(table).values(**row))
        return str(row["ticket"])

    def _write_handed_over(self, spoken: IncomingMessage, ended: TurnOutcome, at: datetime) -> None:
        """Write down that a person was offered; the words only when they were not understood twice.

        Whoever asks for a person may go on with a name and a number, which are nobody's business here: they follow a row
        of this outcome, not one that was not understood, and where something had to be masked nothing is kept.
        """
        text, state = None, QuestionState.SETTLED
        with self._engine.begin() as connection:
            asked = spoken.payload is None and not ASKS_FOR_A_PERSON.search(spoken.text)
            if asked and _last_outcome(connection, spoken.conversation, at) == Outcome.CLARIFY.value:
                masked = mask(spoken.text)
                if masked == normalize("NFKC", spoken.text):
                    text, state = masked, QuestionState.OPEN
            connection.execute(insert(table).values(**_row(spoken, ended, text, state, at)))


def _ratable(spoken: IncomingMessage, ended: Sequence[TurnOutcome]) -> int | None:
    """Return which reply can be rated: the first that answers, but none of the office's own rooms."""
    if (spoken.payload or "").startswith(OFFICE_WISH):
        return None
    return next((place for place, each in enumerate(ended) if each.outcome in RATABLE), None)


def _last_outcome(connection: Connection, conversation: str, at: datetime) -> str | None:
    query = select(table.c.outcome).where(table.c.conversation == conversation, table.c.at >= at - STILL_THE_SAME)
    outcome: str | None = connection.execute(query.order_by(table.c.id.desc()).limit(1)).scalar()
    return outcome


def _row(
    spoken: IncomingMessage, ended: TurnOutcome, text: str | None, state: QuestionState, at: datetime
) -> dict[str, Any]:
    return {
        "conversation": spoken.conversation,
        "ticket": secrets.token_urlsafe(16),
        "at": at,
        "door": door_of(spoken.conversation),
        "text": text,
        "outcome": ended.outcome,
        "topic": ended.topic,
        "policy": ended.policy,
        "facets": list(ended.facets),
        "state": state.value,
    }
