"""Gates 2 to 5: what must be true of the knowledge base beyond the shape of its files. Each returns every problem it finds."""

from bot.kb.gates.calendar import check_calendar
from bot.kb.gates.campaigns import check_campaign_freshness, check_campaigns
from bot.kb.gates.cases import check_cases
from bot.kb.gates.criteria import check_criteria
from bot.kb.gates.doors import check_doors
from bot.kb.gates.eligibility_cases import check_names_in_cases
from bot.kb.gates.expiry import check_expiry
from bot.kb.gates.facts import check_facts
from bot.kb.gates.freshness import check_freshness
from bot.kb.gates.meaning import check_meaning
from bot.kb.gates.named_sources import check_named_sources
from bot.kb.gates.references import check_references
from bot.kb.gates.roles import check_roles
from bot.kb.gates.spoken import check_acts, check_fact_frames, check_neighbours, check_spoken_names, find_lost_names
from bot.kb.gates.statements import check_statements
from bot.kb.gates.stations import check_stations
from bot.kb.gates.ways import check_ways

__all__ = [
    "check_acts",
    "check_calendar",
    "check_campaign_freshness",
    "check_campaigns",
    "check_cases",
    "check_criteria",
    "check_doors",
    "check_expiry",
    "check_fact_frames",
    "check_facts",
    "check_freshness",
    "check_meaning",
    "check_named_sources",
    "check_names_in_cases",
    "check_neighbours",
    "check_references",
    "check_roles",
    "check_spoken_names",
    "check_statements",
    "check_stations",
    "check_ways",
    "find_lost_names",
]
