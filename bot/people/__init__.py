"""The people who may be told about policies: how they are reached, what is known of them, what they agreed to. Used by front, outreach and ``leye people``.

Every moment is passed in; names and phone numbers are sealed before they reach the database.
"""

from bot.people.consents import ALL_TOPICS, Consent, Consents
from bot.people.grants import Grant, Grants, GrantKind
from bot.people.identities import Identities, Identity, conversation_for

__all__ = [
    "ALL_TOPICS",
    "Consent",
    "Consents",
    "Grant",
    "GrantKind",
    "Grants",
    "Identities",
    "Identity",
    "conversation_for",
]
