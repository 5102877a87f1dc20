"""The words of an eligibility check: questions, echo, verdict, reasons."""

from bot.wording.checks import check, kept_facts
from bot.wording.checks.cards import BenefitCard, benefit_cards
from bot.wording.checks.staff_check import check_parts
from bot.wording.checks.verdict import (
    MARKS,
    UNITS,
    missing_lines,
    near_lines,
    present_lines,
    route_lines,
    say_value,
    trace_rows,
    verdict_json,
    verdict_sentence,
)

__all__ = [
    "MARKS",
    "UNITS",
    "BenefitCard",
    "benefit_cards",
    "check",
    "check_parts",
    "kept_facts",
    "missing_lines",
    "near_lines",
    "present_lines",
    "route_lines",
    "say_value",
    "trace_rows",
    "verdict_json",
    "verdict_sentence",
]
