"""The tables as the code sees them; ``migrations/`` makes them, and a test keeps the two alike."""

from bot.storage.chat_tables import conversations, offered_choices, stored_replies
from bot.storage.metadata import metadata
from bot.storage.people_tables import channel_identities, consents, people, template_grants

__all__ = [
    "channel_identities",
    "consents",
    "conversations",
    "metadata",
    "offered_choices",
    "people",
    "stored_replies",
    "template_grants",
]
