"""The one SQL database: SQLite file by default, PostgreSQL in production. Called by front, by the dialogue process and, later, outreach.

Every moment is passed in by the caller; the tables are made by ``upgrade``.
"""

from bot.storage.conversations import Conversations
from bot.storage.engine import is_reachable, open_database
from bot.storage.migrating import upgrade
from bot.storage.offered_choices import OfferedChoice, OfferedChoices
from bot.storage.stored_replies import Claim, StoredReplies

__all__ = [
    "Claim",
    "Conversations",
    "OfferedChoice",
    "OfferedChoices",
    "StoredReplies",
    "is_reachable",
    "open_database",
    "upgrade",
]
