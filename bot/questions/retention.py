"""Forgets what need not be kept: the words of a question after a day without a rating, whose it was, and whole questions and counts after their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.engine import Engine

from bot.questions.states import QuestionState
from bot.storage.tables import asked_questions, proposals, turn_counts

WORDS_KEPT_FOR = timedelta(hours=24)
# As long as a conversation is remembered; then nothing says any more whose question it was.
OWNERS_KEPT_FOR = timedelta(days=30)
QUESTIONS_KEPT_FOR = timedelta(days=90)
# The overview shows a year and compares it with the one before.
COUNTS_KEPT_FOR = timedelta(days=800)
PROPOSALS_KEPT_FOR = timedelta(days=800)


def forget_old_questions(engine: Engine, at: datetime) -> None:
    """Delete the words that nobody waits for any more, old questions, counts and settled proposals. May run at any time, any number of times."""
    asked = asked_questions.c
    brief = (asked.state == QuestionState.BRIEF.value, asked.at < at - WORDS_KEPT_FOR, asked.text.is_not(None))
    nobody = asked.door + ":"
    # One short transaction each: no turn waits for the whole.
    for statement in (
        update(asked_questions).where(*brief).values(text=None),
        update(asked_questions)
        .where(asked.at < at - OWNERS_KEPT_FOR, asked.conversation != nobody)
        .values(conversation=nobody),
        delete(asked_questions).where(asked.at < at - QUESTIONS_KEPT_FOR),
        delete(turn_counts).where(turn_counts.c.hour < at - COUNTS_KEPT_FOR),
        delete(proposals).where(proposals.c.settled_at < at - PROPOSALS_KEPT_FOR),
    ):
        with engine.begin() as connection:
            connection.execute(statement)
