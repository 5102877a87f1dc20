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
    apart_from_facts,
)
from bot.understanding.situation.open_answer import answer_to, number_said
from bot.understanding.situation.reader import SituationReader
from bot.understanding.situation.wordings.yes_no import is_unsure, tidy, yes_or_no, yes_or_no_written
from bot.understanding.situation.written_value import (
    UNKNOWN_WORDS,
    WrittenValueError,
    day_written,
    value_of,
    value_since,
)

__all__ = [
    "UNKNOWN_WORDS",
    "AskedDay",
    "ClauseKind",
    "FocusSubject",
    "Holds",
    "MessageClause",
    "Owner",
    "SituationReader",
    "SituationReading",
    "StatedFact",
    "WrittenValueError",
    "answer_to",
    "apart_from_facts",
    "day_written",
    "is_unsure",
    "number_said",
    "tidy",
    "value_of",
    "value_since",
    "yes_or_no",
    "yes_or_no_written",
]
