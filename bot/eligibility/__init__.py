"""The rule engine: whether a policy fits a situation on a day, why, and what to ask next. Pure: no I/O, no clock."""

from bot.eligibility.ageing import values_on
from bot.eligibility.cases import check_eligibility_cases
from bot.eligibility.near_misses import Near
from bot.eligibility.rules import Leaf, Node, Rule, rule_for
from bot.eligibility.situation import UNKNOWN, Situation, Unknown
from bot.eligibility.sql import age_on, audience_condition
from bot.eligibility.tree import judge
from bot.eligibility.truth import Truth
from bot.eligibility.typed_values import value_of
from bot.eligibility.verdicts import Result, Status, Verdict, evaluate

__all__ = [
    "UNKNOWN",
    "Leaf",
    "Near",
    "Node",
    "Result",
    "Rule",
    "Situation",
    "Status",
    "Truth",
    "Unknown",
    "Verdict",
    "age_on",
    "audience_condition",
    "check_eligibility_cases",
    "evaluate",
    "judge",
    "rule_for",
    "value_of",
    "values_on",
]
