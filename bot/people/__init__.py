"""The people who may be told about policies: how they are reached, what is known of them, what they agreed to. Used by front, outreach and ``leye people``.

Every moment is passed in; names and phone numbers are sealed before they reach the database.
"""

from bot.people.consents import ALL_TOPICS, KEPT_FACTS, Consent, Consents
from bot.people.erasing import erase_person
from bot.people.exporting import export_person
from bot.people.facts import Facts
from bot.people.grants import Grant, GrantKind, Grants
from bot.people.identities import Identities, Identity, conversation_for
from bot.people.keeping import Keeping
from bot.people.sealing import Sealer
from bot.people.situations import fact_columns, situation_of
from bot.people.subscriptions import Subscriptions

__all__ = [
    "ALL_TOPICS",
    "KEPT_FACTS",
    "Consent",
    "Consents",
    "Facts",
    "Grant",
    "GrantKind",
    "Grants",
    "Identities",
    "Identity",
    "Keeping",
    "Sealer",
    "Subscriptions",
    "conversation_for",
    "erase_person",
    "export_person",
    "fact_columns",
    "situation_of",
]
