"""Changes of the knowledge base by colleagues: proposed by one, looked at and published by another, in git, live at once, and undone.

A change is a few files as they were and as they are to be. What may be published is decided by the same gates as for who edits by hand.
"""

from bot.content.changes import (
    LONGEST_REASON,
    ContentChange,
    ContentChanges,
    ContentKind,
    ContentState,
    ProposedContent,
)
from bot.content.edits import AmountEdit, ClauseText, SentenceEdit, with_amount, with_clause, with_sentence
from bot.content.found_words import FoundWords, HeardWords
from bot.content.preview import ContentPreview, VerdictChange, preview
from bot.content.publication import Publication
from bot.content.spoken import names_in_file, spoken_lines, with_names, with_questions

__all__ = [
    "LONGEST_REASON",
    "AmountEdit",
    "ClauseText",
    "ContentChange",
    "ContentChanges",
    "ContentKind",
    "ContentPreview",
    "ContentState",
    "FoundWords",
    "HeardWords",
    "ProposedContent",
    "Publication",
    "SentenceEdit",
    "VerdictChange",
    "names_in_file",
    "preview",
    "spoken_lines",
    "with_amount",
    "with_clause",
    "with_names",
    "with_questions",
    "with_sentence",
]
