"""Gates 2 to 5: what must be true of the knowledge base beyond the shape of its files. Each returns every problem it finds."""

from bot.policies.gates.calendar import check_calendar
from bot.policies.gates.campaign_freshness import check_campaign_freshness
from bot.policies.gates.campaigns import check_campaigns
from bot.policies.gates.cases import check_cases
from bot.policies.gates.criteria import check_criteria
from bot.policies.gates.eligibility_cases import check_names_in_cases
from bot.policies.gates.fact_frames import check_fact_frames
from bot.policies.gates.facts import check_facts
from bot.policies.gates.freshness import check_freshness
from bot.policies.gates.meaning import check_meaning
from bot.policies.gates.references import check_references
from bot.policies.gates.stations import check_stations

__all__ = [
    "check_calendar",
    "check_campaign_freshness",
    "check_campaigns",
    "check_cases",
    "check_criteria",
    "check_fact_frames",
    "check_facts",
    "check_freshness",
    "check_meaning",
    "check_names_in_cases",
    "check_references",
    "check_stations",
]
