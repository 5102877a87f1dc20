"""The one SQL database: SQLite file by default, PostgreSQL in production.

Every moment is passed in by the caller; the tables are made by ``upgrade``.
"""

from bot.storage.conversations import Conversations
from bot.storage.engine import is_reachable, is_writable, open_database
from bot.storage.exclusive import alone
from bot.storage.offered_choices import OfferedChoice, OfferedChoices
from bot.storage.schema_upgrade import require_sound, upgrade
from bot.storage.stored_replies import Claim, StoredReplies
from bot.storage.upserts import insert_for, insert_new, put

__all__ = [
    "Claim",
    "Conversations",
    "OfferedChoice",
    "OfferedChoices",
    "StoredReplies",
    "alone",
    "insert_for",
    "insert_new",
    "is_reachable",
    "is_writable",
    "open_database",
    "put",
    "require_sound",
    "upgrade",
]
