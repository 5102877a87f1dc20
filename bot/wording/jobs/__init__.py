"""Openings and what is flagged in them, in words."""

from bot.wording.jobs.flags import FLAG_LABELS, say_flag
from bot.wording.jobs.openings import (
    ASK_WHAT,
    FIND,
    FORMS,
    STATE_LABELS,
    reply_found,
    say_found,
    say_judged,
    say_pay,
    say_queue,
    say_ranked,
    say_reason,
)

__all__ = [
    "ASK_WHAT",
    "FIND",
    "FLAG_LABELS",
    "FORMS",
    "STATE_LABELS",
    "reply_found",
    "say_flag",
    "say_found",
    "say_judged",
    "say_pay",
    "say_queue",
    "say_ranked",
    "say_reason",
]
