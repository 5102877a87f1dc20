"""Openings and what is flagged in them, in words."""

from bot.wording.jobs.flags import FLAG_LABELS, say_flag
from bot.wording.jobs.openings import (
    ASK_WHAT,
    FORMS,
    STATE_LABELS,
    say_found,
    say_judged,
    say_pay,
    say_queue,
    say_ranked,
    say_reason,
)

__all__ = [
    "ASK_WHAT",
    "FLAG_LABELS",
    "FORMS",
    "STATE_LABELS",
    "say_flag",
    "say_found",
    "say_judged",
    "say_pay",
    "say_queue",
    "say_ranked",
    "say_reason",
]
