"""The people who may be told about policies: how they are reached, what is known of them, what they agreed to.

Every moment is passed in; names and phone numbers are sealed before they reach the database.
"""

from bot.people.consents import (
    ALL_TOPICS,
    FAIR_REMINDERS,
    JOB_SEEKING,
    KEPT_FACTS,
    OWN_PURPOSES,
    Consent,
    Consents,
    agrees_to,
    in_force,
)
from bot.people.erase import erase_person
from bot.people.export import export_person
from bot.people.facts import Facts
from bot.people.grants import Grant, GrantKind, Grants
from bot.people.identities import Identities, Identity, conversation_for
from bot.people.kept_checks import Keeping
from bot.people.notice_counts import REACHED, belongs_to, is_first_letter, notice_sums
from bot.people.promises import ReplayedPromises, Whose, as_named, owners, replay_promises
from bot.people.retention import count_untouched, forget_untouched
from bot.people.sealed_columns import reseal_column
from bot.people.sealer import Sealer, sealer_for
from bot.people.situations import KeptFacts, fact_columns, situation_of
from bot.people.subscriptions import Subscribed, Subscriptions

__all__ = [
    "ALL_TOPICS",
    "FAIR_REMINDERS",
    "JOB_SEEKING",
    "KEPT_FACTS",
    "OWN_PURPOSES",
    "REACHED",
    "Consent",
    "Consents",
    "Facts",
    "Grant",
    "GrantKind",
    "Grants",
    "Identities",
    "Identity",
    "Keeping",
    "KeptFacts",
    "ReplayedPromises",
    "Sealer",
    "Subscribed",
    "Subscriptions",
    "Whose",
    "agrees_to",
    "as_named",
    "belongs_to",
    "conversation_for",
    "count_untouched",
    "erase_person",
    "export_person",
    "fact_columns",
    "forget_untouched",
    "in_force",
    "is_first_letter",
    "notice_sums",
    "owners",
    "replay_promises",
    "reseal_column",
    "sealer_for",
    "situation_of",
]
