"""Whom a notice is for, by which way it can go, and when not."""

from bot.outreach.audience.audience import fitting
from bot.outreach.audience.quiet_hours import is_quiet, next_opening

__all__ = [
    "fitting",
    "is_quiet",
    "next_opening",
]
