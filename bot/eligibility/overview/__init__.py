"""All policies at once by what is known of one person: how likely each fits, and what to ask to know more."""

from bot.eligibility.overview.ranks import RankedPolicy, ask_first, rank_policies
from bot.eligibility.overview.scan import is_opener, next_of_scan, policies_for, scan

__all__ = ["RankedPolicy", "ask_first", "is_opener", "next_of_scan", "policies_for", "rank_policies", "scan"]
