"""Fairs and live sessions: read from lists, asked for by days, and as a feed for calendars."""

from bot.jobs.fairs.fair_form import FAIR_FIELDS, WrittenFair, read_fair_form
from bot.jobs.fairs.fair_list import read_fairs
from bot.jobs.fairs.fairs import Fairs
from bot.jobs.fairs.feed import calendar_feed
from bot.jobs.fairs.model import Fair, FairKind
from bot.jobs.fairs.when import AHEAD, FairQuestion, fair_question

__all__ = [
    "AHEAD",
    "FAIR_FIELDS",
    "Fair",
    "FairKind",
    "FairQuestion",
    "Fairs",
    "WrittenFair",
    "calendar_feed",
    "fair_question",
    "read_fair_form",
    "read_fairs",
]
