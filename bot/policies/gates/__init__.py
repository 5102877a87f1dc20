"""Gates 2 to 5: what must be true of the knowledge base beyond the shape of its files. Each returns every problem it finds."""

from bot.policies.gates.cases import check_cases
from bot.policies.gates.criteria import check_criteria
from bot.policies.gates.eligibility_cases import check_names_in_cases
from bot.policies.gates.facts import check_facts
from bot.policies.gates.freshness import check_freshness
from bot.policies.gates.meaning import check_meaning
from bot.policies.gates.references import check_references

__all__ = [
    "check_cases",
    "check_criteria",
    "check_facts",
    "check_freshness",
    "check_meaning",
    "check_names_in_cases",
    "check_references",
]
