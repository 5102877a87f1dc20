"""Reminders of fairs as notices of the ledger: planned, claimed, started and told once, like every other notice."""

from bot.outreach.reminders.delivery import Remind, remind_here
from bot.outreach.reminders.standing_run import FAIR_CAMPAIGN, run_of_reminders

__all__ = ["FAIR_CAMPAIGN", "Remind", "remind_here", "run_of_reminders"]
