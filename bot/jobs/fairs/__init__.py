"""Fairs and live sessions: read from lists, asked for by days, and as a feed for calendars."""

from bot.jobs.fairs.fair_form import FAIR_FIELDS, WrittenFair, read_fair_form
from bot.jobs.fairs.fair_list import find_fair_columns, read_fairs
from bot.jobs.fairs.fairs import Fairs
from bot.jobs.fairs.feed import calendar_feed
from bot.jobs.fairs.model import Fair, FairKind
from bot.jobs.fairs.reminder import FairReminder, begins_at, remind_at
from bot.jobs.fairs.reminders import ABOUT, FairReminders, is_wanted, moved
from bot.jobs.fairs.when import AHEAD, FairQuestion, fair_question

__all__ = [
    "ABOUT",
    "AHEAD",
    "FAIR_FIELDS",
    "Fair",
    "FairKind",
    "FairQuestion",
    "FairReminder",
    "FairReminders",
    "Fairs",
    "WrittenFair",
    "begins_at",
    "calendar_feed",
    "fair_question",
    "find_fair_columns",
    "is_wanted",
    "moved",
    "read_fair_form",
    "read_fairs",
    "remind_at",
]
