"""The tables as the code sees them; ``migrations/`` makes them, and a test keeps the two alike."""

from bot.storage.tables.base import metadata
from bot.storage.tables.chat import conversations, offered_choices, stored_replies
from bot.storage.tables.content import content_changes
from bot.storage.tables.jobs import employers, fairs, opening_entries, openings, seekers
from bot.storage.tables.outreach import (
    campaign_log,
    campaign_runs,
    delivery_events,
    erased_counts,
    knocks,
    leases,
    notices,
    web_inbox,
)
from bot.storage.tables.people import (
    channel_identities,
    consents,
    list_entries,
    merges,
    people,
    strong_keys,
    template_grants,
)
from bot.storage.tables.platforms import held_replies, received, reply_windows, shared_tokens, staff_letters
from bot.storage.tables.questions import asked_questions, proposals, turn_counts
from bot.storage.tables.referrals import (
    case_codes,
    introductions,
    referral_drafts,
    referral_events,
    referrals,
    station_areas,
    takeovers,
    talk_lines,
)
from bot.storage.tables.staff import (
    audit_log,
    sign_in_tries,
    staff,
    staff_accounts,
    staff_feedback,
    staff_sessions,
    switches,
)
from bot.storage.tables.upkeep import carried_promises, clock_marks, erased_keys, retention_runs, write_probe

__all__ = [
    "asked_questions",
    "audit_log",
    "campaign_log",
    "campaign_runs",
    "carried_promises",
    "case_codes",
    "channel_identities",
    "clock_marks",
    "consents",
    "content_changes",
    "conversations",
    "delivery_events",
    "employers",
    "erased_counts",
    "erased_keys",
    "fairs",
    "held_replies",
    "introductions",
    "knocks",
    "leases",
    "list_entries",
    "merges",
    "metadata",
    "notices",
    "offered_choices",
    "opening_entries",
    "openings",
    "people",
    "proposals",
    "received",
    "referral_drafts",
    "referral_events",
    "referrals",
    "reply_windows",
    "retention_runs",
    "seekers",
    "shared_tokens",
    "sign_in_tries",
    "staff",
    "staff_accounts",
    "staff_feedback",
    "staff_letters",
    "staff_sessions",
    "station_areas",
    "stored_replies",
    "strong_keys",
    "switches",
    "takeovers",
    "talk_lines",
    "template_grants",
    "turn_counts",
    "web_inbox",
    "write_probe",
]
