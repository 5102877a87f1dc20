"""The situation a person tells in a message: facts with owner and time, the day asked about, and what is asked."""

from bot.understanding.situation.model import (
    AskedDay,
    ClauseKind,
    FocusSubject,
    Holds,
    MessageClause,
    Owner,
    SituationReading,
    StatedFact,
)
from bot.understanding.situation.open_answer import answer_to, is_unsure, number_said, yes_or_no
from bot.understanding.situation.reader import SituationReader

__all__ = [
    "AskedDay",
    "ClauseKind",
    "FocusSubject",
    "Holds",
    "MessageClause",
    "Owner",
    "SituationReader",
    "SituationReading",
    "StatedFact",
    "answer_to",
    "is_unsure",
    "number_said",
    "yes_or_no",
]
