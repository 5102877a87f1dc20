"""A notice from plan to what became of it: plan, claim, start, record, events."""

from bot.outreach.ledger.events import report_delivery
from bot.outreach.ledger.knocks import Knock, close_knock, list_knocks
from bot.outreach.ledger.leases import SCHEDULER, is_held, take_lease
from bot.outreach.ledger.merged_people import MergedNotices, SettledNotices
from bot.outreach.ledger.plan import plan
from bot.outreach.ledger.told import replay_told, still_told

__all__ = [
    "SCHEDULER",
    "Knock",
    "MergedNotices",
    "SettledNotices",
    "close_knock",
    "is_held",
    "list_knocks",
    "plan",
    "replay_told",
    "report_delivery",
    "still_told",
    "take_lease",
]
