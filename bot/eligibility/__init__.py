"""The rule engine: whether a policy fits a situation on a day, why, and what to ask next. Pure: no I/O, no clock."""

from bot.eligibility.ageing import aged, is_exactly_carried
from bot.eligibility.cases import check_eligibility_cases, played_case
from bot.eligibility.derived import sources_of, value_on, with_sources
from bot.eligibility.implied import closed
from bot.eligibility.near_misses import Near
from bot.eligibility.next_facts import NextQuestion
from bot.eligibility.overview import (
    RankedPolicy,
    ask_first,
    is_opener,
    next_of_scan,
    policies_for,
    rank_policies,
    scan,
)
from bot.eligibility.presumed import presumptions
from bot.eligibility.rules import Rule, routes_of, rule_for
from bot.eligibility.situation import UNKNOWN, Situation, Unknown
from bot.eligibility.sql.bounds import Bounds, FactColumn, day_number_of_text
from bot.eligibility.sql.condition import age_on, audience_condition
from bot.eligibility.statuses import Statuses
from bot.eligibility.tree import Leaf, Node, judge
from bot.eligibility.truth import Truth
from bot.eligibility.values.elapsed import full_units
from bot.eligibility.values.intervals import count_bounds, day_bounds
from bot.eligibility.values.stored import from_stored, to_stored
from bot.eligibility.verdicts import Result, RouteStatus, Status, Verdict, evaluate, verdict_on

__all__ = [
    "UNKNOWN",
    "Bounds",
    "FactColumn",
    "Leaf",
    "Near",
    "NextQuestion",
    "Node",
    "RankedPolicy",
    "Result",
    "RouteStatus",
    "Rule",
    "Situation",
    "Status",
    "Statuses",
    "Truth",
    "Unknown",
    "Verdict",
    "age_on",
    "aged",
    "ask_first",
    "audience_condition",
    "check_eligibility_cases",
    "closed",
    "count_bounds",
    "day_bounds",
    "day_number_of_text",
    "evaluate",
    "from_stored",
    "full_units",
    "is_exactly_carried",
    "is_opener",
    "judge",
    "next_of_scan",
    "played_case",
    "policies_for",
    "presumptions",
    "rank_policies",
    "routes_of",
    "rule_for",
    "scan",
    "sources_of",
    "to_stored",
    "value_on",
    "verdict_on",
    "with_sources",
]
