"""The tables as the code sees them; ``migrations/`` makes them, and a test keeps the two alike."""

from bot.storage.chat_tables import conversations, offered_choices, stored_replies
from bot.storage.messaging_tables import (
    held_replies,
    received,
    reply_windows,
    shared_tokens,
    staff,
    staff_feedback,
    staff_letters,
)
from bot.storage.metadata import metadata
from bot.storage.outreach_tables import (
    campaign_log,
    campaign_runs,
    delivery_events,
    erased_counts,
    knocks,
    leases,
    notices,
    web_inbox,
)
from bot.storage.people_tables import channel_identities, consents, people, template_grants

__all__ = [
    "campaign_log",
    "campaign_runs",
    "channel_identities",
    "consents",
    "conversations",
    "delivery_events",
    "erased_counts",
    "held_replies",
    "knocks",
    "leases",
    "metadata",
    "notices",
    "offered_choices",
    "people",
    "received",
    "reply_windows",
    "shared_tokens",
    "staff",
    "staff_feedback",
    "staff_letters",
    "stored_replies",
    "template_grants",
    "web_inbox",
]
