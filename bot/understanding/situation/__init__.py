"""The situation a person tells in a message: facts with owner and time, the day asked about, and what is asked."""

from bot.understanding.situation.model import (
    AskedDay,
    Clause,
    ClauseKind,
    FocusSubject,
    Holds,
    Owner,
    SituationReading,
    StatedFact,
)
from bot.understanding.situation.reader import SituationReader

__all__ = [
    "AskedDay",
    "Clause",
    "ClauseKind",
    "FocusSubject",
    "Holds",
    "Owner",
    "SituationReader",
    "SituationReading",
    "StatedFact",
]
