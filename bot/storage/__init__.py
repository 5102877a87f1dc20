"""The one SQL database: SQLite file by default, PostgreSQL in production.

Every moment is passed in by the caller; the tables are made by ``upgrade``.
"""

from bot.storage.carried import carried, carry, forget_carried
from bot.storage.conversations import Conversations
from bot.storage.engine import is_reachable, is_writable, open_database, open_for
from bot.storage.exclusive import alone
from bot.storage.journal import KEPT_FOR, Journal, JournalEntry, JournalKind, journal_of, note
from bot.storage.offered_choices import OfferedChoice, OfferedChoices
from bot.storage.retention_runs import OVERDUE, RetentionRun, note_failure, note_run, overdue, retention_runs_of
from bot.storage.schema_upgrade import require_sound, upgrade, upgrade_within
from bot.storage.stored_replies import Claim, StoredReplies
from bot.storage.upserts import insert_for, insert_new, put

__all__ = [
    "KEPT_FOR",
    "OVERDUE",
    "Claim",
    "Conversations",
    "Journal",
    "JournalEntry",
    "JournalKind",
    "OfferedChoice",
    "OfferedChoices",
    "RetentionRun",
    "StoredReplies",
    "alone",
    "carried",
    "carry",
    "forget_carried",
    "insert_for",
    "insert_new",
    "is_reachable",
    "is_writable",
    "journal_of",
    "note",
    "note_failure",
    "note_run",
    "open_database",
    "open_for",
    "overdue",
    "put",
    "require_sound",
    "retention_runs_of",
    "upgrade",
    "upgrade_within",
]
