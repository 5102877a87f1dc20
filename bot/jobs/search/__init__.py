"""What someone wants of a job, and the openings that come nearest to it, with reasons."""

from bot.jobs.search.match import Aspect, Fit, MatchReason, RankedOpening, pay_worth, rank, town_worth
from bot.jobs.search.nearness import kilometres_from
from bot.jobs.search.search import MOST_PAGES, PAGE, FoundOpenings, JobSearch
from bot.jobs.search.seeker import asks_for_own, names_work, seeks_work
from bot.jobs.search.wish import JobWish, SearchOrder, changed_wish, read_wish, wish_entities, wish_of

__all__ = [
    "MOST_PAGES",
    "PAGE",
    "Aspect",
    "Fit",
    "FoundOpenings",
    "JobSearch",
    "JobWish",
    "MatchReason",
    "RankedOpening",
    "SearchOrder",
    "asks_for_own",
    "changed_wish",
    "kilometres_from",
    "names_work",
    "pay_worth",
    "rank",
    "read_wish",
    "seeks_work",
    "town_worth",
    "wish_entities",
    "wish_of",
]
