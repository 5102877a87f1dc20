"""The one SQL database: SQLite file by default, PostgreSQL in production.

Every moment is passed in by the caller; the tables are made by ``upgrade``.
"""

from bot.storage.carried import carried, carry, forget_carried
from bot.storage.conversations import Conversations
from bot.storage.engine import is_reachable, is_writable, open_database, open_for
from bot.storage.erased_keys import REMEMBERED_FOR, forget_erased, remember_erased, was_erased_since
from bot.storage.exclusive import alone
from bot.storage.holders import holder_name, is_dead
from bot.storage.house_clock import LONGEST_ABSENCE, doubted_since, is_believable, take_for_right
from bot.storage.journal import KEPT_FOR, Journal, JournalEntry, JournalKind, journal_of, note
from bot.storage.offered_choices import OfferedChoice, OfferedChoices
from bot.storage.retention_runs import OVERDUE, RetentionRun, note_failure, note_run, overdue, retention_runs_of
from bot.storage.schema_upgrade import require_sound, upgrade, upgrade_within
from bot.storage.stored_replies import Claim, StoredReplies
from bot.storage.upserts import insert_for, insert_new, put

__all__ = [
    "KEPT_FOR",
    "LONGEST_ABSENCE",
    "OVERDUE",
    "REMEMBERED_FOR",
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
    "doubted_since",
    "forget_carried",
    "forget_erased",
    "holder_name",
    "insert_for",
    "insert_new",
    "is_believable",
    "is_dead",
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
    "remember_erased",
    "require_sound",
    "retention_runs_of",
    "take_for_right",
    "upgrade",
    "upgrade_within",
    "was_erased_since",
]
